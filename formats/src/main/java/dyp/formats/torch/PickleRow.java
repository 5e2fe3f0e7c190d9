package dyp.formats.torch;

import dyp.formats.file.DataFile;
import dyp.formats.torch.Torch.Storage;
import dyp.store.Fault;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The older format: pickles of a mark, a version, the writer's machine, the object and its storages' keys, one after the other, then for each
 * key the count of its numbers (8 bytes) and the numbers.
 */
record PickleRow(Object root, Map<String, ByteBuffer> storages) implements TorchFile.Content {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    static PickleRow open(DataFile data) throws IOException {
        if (data.size() > 262 && new String(data.bytes(257, 5, "its mark").array()).equals("ustar")) {
            throw new Fault("is of PyTorch's format before 0.2, a tar archive. Load it in Python with torch.load and save it anew.");
        }
        ByteBuffer in = data.all();
        Names names = new Names();
        if (in.remaining() < 2 || in.get(0) != (byte) 0x80 || !MAGIC.equals(Unpickler.read(in, names))) {
            throw new Fault("is no file of torch.save: it is neither a zip archive nor begins with PyTorch's mark.");
        }
        if (!Long.valueOf(VERSION).equals(Unpickler.read(in, names))) {
            throw new Fault("is of an unknown version of PyTorch's older format. Save it anew.");
        }
        boolean big = Unpickler.read(in, names) instanceof Map<?, ?> machine && Boolean.FALSE.equals(machine.get("little_endian"));
        Object root = Unpickler.read(in, names);
        if (!(Unpickler.read(in, names) instanceof List<?> keys)) {
            throw new Fault("is damaged: it does not say where its numbers lie.");
        }
        Map<String, ByteBuffer> storages = new HashMap<>();
        for (Object key : keys) {
            Storage storage = names.storages().get(key);
            if (storage == null) {
                throw new Fault("is damaged: it has numbers that no tensor refers to.");
            }
            int each = storage.type() == null ? 1 : storage.type().bytes();
            long count = in.remaining() < 8 ? -1 : in.order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (count < storage.length() || count > in.remaining() / each) {
                throw new Fault("is truncated or damaged: storage '" + key + "' would have " + count + " numbers, but " + in.remaining() + " bytes follow.");
            }
            storages.put(storage.key(), in.slice(in.position(), (int) count * each).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
            in.position(in.position() + (int) count * each);
        }
        return new PickleRow(root, storages);
    }

    @Override
    public ByteBuffer bytes(Storage storage) throws Fault {
        ByteBuffer bytes = storages.get(storage.key());
        if (bytes == null) {
            throw new Fault("is damaged: the numbers of storage '" + storage.key() + "' are missing.");
        }
        return bytes;
    }
}
