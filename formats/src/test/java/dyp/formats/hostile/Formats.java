package dyp.formats.hostile;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.lstm;
import static dyp.optim.Optimizers.adam;

import dyp.data.Idx;
import dyp.formats.cifar.Cifar;
import dyp.formats.csv.CsvFormat;
import dyp.formats.file.Archives;
import dyp.formats.image.ImageFiles;
import dyp.formats.image.Pictures;
import dyp.formats.nifti.Nifti;
import dyp.formats.nifti.NiftiWriter;
import dyp.formats.safetensors.Safetensors;
import dyp.formats.torch.TorchFile;
import dyp.formats.torch.TorchWriter;
import dyp.formats.wfdb.Annotations;
import dyp.formats.wfdb.WfdbRecord;
import dyp.store.Npy;
import dyp.store.Npz;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One line for each format: a name, a sound file, and how it is read. A new format is one more line.
 *
 * @param file the file's name, in a folder of its own where {@code beside} lie too
 * @param good sound contents, one of which is changed
 */
record Formats(String file, List<byte[]> good, Map<String, byte[]> beside, Consumer<Path> read) {
    private static final NDArray ARRAY = NDArray.generate(Shape.of(3, 4), i -> i);

    static List<Formats> all(Path scratch) {
        List<Formats> all = new ArrayList<>();
        all.add(of("model.keras", Model::load, written(scratch, "a.keras", f -> convolution().save(f)), written(scratch, "b.keras", f -> recurrent().save(f))));
        all.add(of("model.h5", Model::load, written(scratch, "a.h5", f -> convolution().save(f)), written(scratch, "b.h5", f -> recurrent().save(f))));
        all.add(of("model.weights.h5", f -> convolution().loadWeights(f), written(scratch, "a.weights.h5", f -> convolution().saveWeights(f))));
        all.add(of("model.safetensors", Safetensors::read, written(scratch, "a.safetensors", f -> Safetensors.write(f, Map.of("a", ARRAY, "b", ARRAY), Map.of("format", "pt")))));
        all.add(of("layers.safetensors", Model::load, written(scratch, "m.safetensors", f -> convolution().save(f))));
        all.add(of("model.onnx", Model::load, written(scratch, "a.onnx", f -> convolution().save(f)), written(scratch, "b.onnx", f -> recurrent().save(f))));
        all.add(of("model.pt", TorchFile::read, TorchWriter.example(false)));
        all.add(of("older.pt", TorchFile::read, TorchWriter.example(true)));
        for (String format : List.of("png", "jpeg", "bmp", "gif", "tiff")) {
            all.add(of("picture." + format, f -> ImageFiles.rgb().mostPixels(1_000_000).read(f), Pictures.example(format)));
        }
        byte[] csv = "age,name,\"cp\"\n63,\"b, \"\"B\"\"\",10\n?,a,9\n-1.5e1,c,10\n".getBytes();
        all.add(of("table.csv", f -> CsvFormat.comma().categorical("cp").read(f).numbers(), csv, Archives.gzip(csv)));
        byte[] idx = written(scratch, "a-idx", f -> Idx.write(f, ARRAY));
        all.add(of("array-idx", Idx::read, idx, Archives.gzip(idx)));
        all.add(of("array.npy", Npy::read, written(scratch, "a.npy", f -> Npy.write(f, ARRAY))));
        all.add(of("arrays.npz", Npz::read, written(scratch, "a.npz", f -> Npz.write(f, Map.of("a", ARRAY, "b/c", ARRAY)))));
        byte[] cifar = new byte[2 * 3073];
        new Random(1).nextBytes(cifar);
        cifar[0] = cifar[3073] = 3;
        all.add(of("batch.bin", Cifar::read10, cifar));
        byte[] nifti = NiftiWriter.example(false, ByteOrder.LITTLE_ENDIAN);
        all.add(of("volume.nii", f -> Nifti.read(f).spaced(2), nifti, NiftiWriter.example(true, ByteOrder.BIG_ENDIAN), Archives.gzip(nifti)));
        byte[] dat = HexFormat.of().parseHex("05f0fd0008" + "00".repeat(58));
        byte[] hea = "r 2 100 20\nr.dat 212 200(3)/mV 12 0 5 0 0 I\nr.dat 212 200/mV 12 0 5 0 0 II\n".replace(" 0 5 0 0 ", " 0 ").getBytes();
        all.add(new Formats("r.hea", List.of(hea), Map.of("r.dat", dat), WfdbRecord::read));
        all.add(new Formats("r.dat", List.of(dat), Map.of("r.hea", hea), f -> WfdbRecord.read(f.resolveSibling("r.hea"))));
        all.add(of("r.atr", Annotations::read, HexFormat.of().parseHex("120400ec0100701100 14fff401f802f003fc6162630000040000".replace(" ", ""))));
        return all;
    }

    private static Formats of(String file, Consumer<Path> read, byte[]... good) {
        return new Formats(file, List.of(good), Map.of(), read);
    }

    private static Model convolution() {
        Model model = Sequential.of(input(6, 6, 2), conv2d(4, 3, RELU).named("conv"), batchNormalization().named("norm"), dropout(0.25).named("drop"), flatten().named("flat"),
                dense(3).named("top")).compile(adam(), meanSquaredError());
        model.variables();
        return model;
    }

    private static Model recurrent() {
        return Sequential.of(input(5, 3), lstm(4), dense(2)).compile(adam(), meanSquaredError());
    }

    private static byte[] written(Path scratch, String name, Consumer<Path> write) {
        Path file = scratch.resolve(name);
        write.accept(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the contents into a folder. */
    Path put(Path folder, byte[] content) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(beside);
        files.put(file, content);
        for (var f : files.entrySet()) {
            Files.write(folder.resolve(f.getKey()), f.getValue());
        }
        return folder.resolve(file);
    }
}
