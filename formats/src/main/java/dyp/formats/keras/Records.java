package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.nn.Affine;
import dyp.nn.AttentionOptions;
import dyp.nn.Convolution;
import dyp.nn.HeadOptions;
import dyp.nn.Parameter;
import dyp.nn.Recurrence;
import dyp.nn.Windows;
import dyp.metric.Cuts;
import dyp.optim.Adam;
import dyp.tensor.DypException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;

/**
 * Records as Keras's configurations and back: a component is a key, in snake case where {@link Keys} knows no other. So a layer needs no
 * code of its own to be read and written. Records that only group options lie flat among the others.
 */
final class Records {
    private static final Set<Class<?>> FLAT = Set.of(Convolution.class, Windows.class, Affine.class, Recurrence.class, AttentionOptions.class,
            HeadOptions.class, Adam.class, Cuts.class);

    private Records() {}

    /**
     * The same record with what the configuration says; what it does not say stays.
     *
     * @throws DypException where a value is not of its kind, or the record refuses it
     */
    @SuppressWarnings("unchecked") // it is of the same class
    static <R> R read(R like, JsonNode config) {
        return (R) read((Record) like, config, like.getClass());
    }

    private static Record read(Record like, JsonNode config, Class<?> owner) {
        RecordComponent[] parts = like.getClass().getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Object value = get(like, parts[i]);
            String key = Keys.of(owner, like.getClass(), parts[i].getName());
            if (FLAT.contains(parts[i].getType())) {
                values[i] = read((Record) value, config, owner);
            } else if (key == null) {
                values[i] = value;
            } else if (value instanceof Parameter p) {
                values[i] = Parts.parameter(p, key, config);
            } else {
                JsonNode node = config.get(key);
                values[i] = node == null ? value : Values.read(parts[i].getGenericType(), value, node, key);
            }
        }
        return make(like.getClass(), parts, values);
    }

    /** Adds the record's components to a configuration. */
    static void write(Object record, ObjectNode config) {
        write((Record) record, config, record.getClass());
    }

    private static void write(Record record, ObjectNode config, Class<?> owner) {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            Object value = get(record, part);
            String key = Keys.of(owner, record.getClass(), part.getName());
            if (FLAT.contains(part.getType())) {
                write((Record) value, config, owner);
            } else if (key != null && value instanceof Parameter p) {
                Parts.write(p, key, config);
            } else if (key != null) {
                config.set(key, Values.write(value, key));
            }
        }
    }

    private static Object get(Record record, RecordComponent part) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " keeps " + part.getName() + " to itself", e);
        }
    }

    private static Record make(Class<? extends Record> type, RecordComponent[] parts, Object[] values) {
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof DypException known) {
                throw known;
            }
            throw new DypException(type.getSimpleName() + " cannot be made of " + Arrays.toString(values) + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
