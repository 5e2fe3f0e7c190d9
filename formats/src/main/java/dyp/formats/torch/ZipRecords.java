package dyp.formats.torch;

import dyp.formats.file.ZipArchive;
import dyp.formats.torch.Torch.Storage;
import dyp.store.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** The zip format: a pickle {@code data.pkl}, and a file {@code data/KEY} for each storage, all in one folder. */
record ZipRecords(ZipArchive zip, String folder, Object root, Map<String, Storage> storages, ByteOrder order) implements TorchFile.Content {
    private static final String PICKLE = "/data.pkl";

    static ZipRecords open(ZipArchive zip) throws Fault {
        List<String> entries = zip.names();
        if (entries.stream().anyMatch(n -> n.endsWith("/constants.pkl") || n.contains("/code/"))) {
            throw new Fault("is a TorchScript archive: a program, not a state dict. Dyp runs no code of a file. Load it in Python with torch.jit.load and save "
                    + "torch.save(model.state_dict(), path), or export the model to ONNX.");
        }
        String pickle = entries.stream().filter(n -> n.endsWith(PICKLE) && n.indexOf('/') == n.length() - PICKLE.length()).findFirst()
                .orElseThrow(() -> new Fault("is a zip archive, but none of PyTorch's: it has no data.pkl."));
        String folder = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
        boolean big = zip.has(folder + "byteorder") && zip.text(folder + "byteorder").strip().equals("big");
        Names names = new Names();
        Object root = Unpickler.read(ByteBuffer.wrap(zip.bytes(pickle)), names);
        return new ZipRecords(zip, folder, root, names.storages(), big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer bytes(Storage storage) throws Fault {
        byte[] bytes = zip.bytes(folder + "data/" + storage.key());
        int each = storage.type() == null ? 1 : storage.type().bytes();
        long wanted = storages.get(storage.key()).length();
        if (bytes.length / each < wanted) {
            throw new Fault("is damaged: storage '" + storage.key() + "' has " + bytes.length / each + " numbers, but " + wanted + " are wanted.");
        }
        return ByteBuffer.wrap(bytes).order(order);
    }
}
