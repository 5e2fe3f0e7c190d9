package dyp.data;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files: to a name of its own first, then onto the disk, then by one atomic step to the name asked for. */
final class IdxWriter {
    private static final int BUFFER = 1 << 16;

    private IdxWriter() {}

    static void write(Path path, NDArray array, IdxType type) {
        requireWritable(array, type);
        requirePlace(path);
        String name = path.getFileName().toString();
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path temporary = path.resolveSibling("." + name + "." + random + ".tmp");
        try {
            try {
                writeAndForce(temporary, array, type, name.endsWith(".gz"));
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new DypException(path + " could not be written: " + e
                    + ". Check the disk's space and the folder's permissions.", e);
        }
    }

    private static void writeAndForce(Path path, NDArray array, IdxType type, boolean packed) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Not closed on its own: that would close the file before it is forced to the disk.
            OutputStream out = Channels.newOutputStream(file);
            if (packed) {
                GZIPOutputStream gzip = new GZIPOutputStream(out, BUFFER);
                write(gzip, array, type);
                gzip.finish();
            } else {
                write(out, array, type);
            }
            file.force(true);
        }
    }

    private static void write(OutputStream out, NDArray array, IdxType type) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        buffer.putShort((short) 0).put((byte) type.code()).put((byte) array.shape().rank());
        for (int length : array.shape().dims()) {
            buffer.putInt(length);
        }
        for (int i = 0; i < array.size(); i++) {
            if (buffer.remaining() < type.bytes()) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            type.put(buffer, array.at(i));
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    private static void requireWritable(NDArray array, IdxType type) {
        int rank = array.shape().rank();
        if (rank < 1 || rank > IdxHeader.MOST_AXES) {
            throw new DypException("An IDX file holds 1 to " + IdxHeader.MOST_AXES + " axes, but shape " + array.shape()
                    + " has " + rank + ". Use reshape first.");
        }
        for (int i = 0; i < array.size(); i++) {
            if (!type.holds(array.at(i))) {
                throw new DypException("A file of type " + type + " cannot hold " + array.at(i) + ", the value at "
                        + new StoredColumn("y", array).position(i) + ". Choose a wider type, or scale and round the values first.");
            }
        }
    }

    private static void requirePlace(Path path) {
        if (Files.isDirectory(path)) {
            throw new DypException(path + " is a folder; give the name of a file in it to write to.");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new DypException("There is no folder " + folder + " to write " + path.getFileName() + " to. Make it first.");
        }
    }
}
