package dyp.formats.onnx.proto;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbers that lie in a file beside the model's: only in the model's own folder or below it, however the way there is written. */
final class ExternalData {
    private ExternalData() {}

    /** @param bytes how many the tensor needs */
    static ByteBuffer read(TensorProto t, long bytes, Path folder) {
        String location = entry(t, "location", "");
        long offset = number(t, "offset", 0);
        long length = number(t, "length", bytes);
        if (length != bytes || bytes > Integer.MAX_VALUE - 8) {
            throw new DypException("tensor '" + t.getName() + "' needs " + bytes + " bytes, but says that " + location + " has " + length + " of it.");
        }
        Path file = inside(t, location, folder);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (offset < 0 || offset > channel.size() - bytes) {
                throw new DypException("tensor '" + t.getName() + "' would lie from " + offset + " to " + (offset + bytes) + " of " + file + ", which has "
                        + channel.size() + " bytes.");
            }
            ByteBuffer into = ByteBuffer.allocate((int) bytes);
            while (into.hasRemaining()) {
                if (channel.read(into, offset + into.position()) < 0) {
                    throw new DypException(file + " became shorter while it was read.");
                }
            }
            return into.flip();
        } catch (IOException e) {
            throw new DypException("tensor '" + t.getName() + "' lies in " + file + ", which cannot be read: " + e.getMessage() + ". Put it beside the model.", e);
        }
    }

    private static Path inside(TensorProto t, String location, Path folder) {
        String refused = "tensor '" + t.getName() + "' would lie in '" + location + "', which is not inside the model's own folder. Such files are not read.";
        if (location.isBlank() || folder == null) {
            throw new DypException(refused);
        }
        try {
            Path file = folder.resolve(location);
            if (Path.of(location).isAbsolute() || location.indexOf(92) >= 0 || location.contains(":") || !file.normalize().startsWith(folder.normalize())) {
                throw new DypException(refused);
            }
            // Links lead elsewhere as well.
            if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw new DypException(refused);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new DypException(refused);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new DypException(refused, e);
        }
    }

    private static String entry(TensorProto t, String key, String otherwise) {
        return t.getExternalDataList().stream().filter(e -> e.getKey().equals(key)).map(StringStringEntryProto::getValue).findFirst().orElse(otherwise);
    }

    private static long number(TensorProto t, String key, long otherwise) {
        String text = entry(t, key, Long.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DypException("tensor '" + t.getName() + "' gives its " + key + " as '" + text + "', which is no number.", e);
        }
    }
}
