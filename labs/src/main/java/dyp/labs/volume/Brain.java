package dyp.labs.volume;

import dyp.formats.nifti.Nifti;
import dyp.formats.nifti.Volume;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.report.Markdown;
import dyp.labs.report.Report;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lab D, reading: volumes in NIfTI files, how they lie, how far their voxels are apart, and what they look like once all lie the same way. */
public final class Brain implements Recipe {
    /** No picture needs more voxels than this along its longest side. */
    private static final int MOST = 160;
    private static final int SHOWN = 224;

    @Override
    public String name() {
        return "brain";
    }

    @Override
    public String lab() {
        return "D";
    }

    @Override
    public String title() {
        return "Brain volumes: reading NIfTI, orientation, spacing, three planes";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("nifti");
    }

    /** A volume, as it is in its file and turned. @param stored null where it is in no file */
    private record Known(String name, Volume stored, Volume turned) {}

    @Override
    public void run(Lab lab) {
        Report report = lab.report();
        if (lab.data().isEmpty()) {
            lab.uses("Two synthetic heads made by this program for seed " + lab.seed() + " (no data of people)", List.of(), "nothing is learned here");
            int side = lab.quick() ? 24 : 72;
            HeadPhantoms heads = HeadPhantoms.of(2, side, lab.seed());
            report.heading("Synthetic heads").text("Give files with `--data`: a `.nii` or `.nii.gz`, or a folder of them.");
            for (int i = 0; i < 2; i++) {
                double mm = 200.0 / side;
                double[][] affine = {{mm, 0, 0, -100}, {0, mm, 0, -100}, {0, 0, mm, -100}};
                String what = heads.labels().at(i) == 1 ? "head " + (i + 1) + ", ventricles enlarged" : "head " + (i + 1);
                show(lab, i + 1, new Known(what, null, new Volume(VolumeStudy.volume(heads.volumes(), i), new double[] {mm, mm, mm}, affine)));
            }
            return;
        }
        List<Path> files = files(lab.data().get());
        lab.uses(files.size() == 1 ? "One NIfTI file" : files.size() + " NIfTI files", files, "nothing is learned here");
        files(lab, files);
    }

    private static void files(Lab lab, List<Path> files) {
        Report report = lab.report();
        report.heading("What is in the files");
        report.text("Letters say where the axes of the stored numbers run to: R or L right or left, A or P front or back, S or I up or down. A reader that ignores them shows some heads mirrored or lying. "
                + "Range and mean are those of the numbers after the header's scaling.");
        List<List<String>> rows = new ArrayList<>();
        List<Path> sound = new ArrayList<>();
        for (Path file : files) {
            lab.checkStop();
            lab.say("reading " + file.getFileName());
            try {
                rows.add(row(file, Nifti.readAsStored(file)));
                sound.add(file);
            } catch (DypException e) {
                rows.add(List.of(Markdown.plain(file.getFileName().toString()), "cannot be read", "", "", "", "", ""));
                report.text("- " + Markdown.plain(e.getMessage()));
            }
        }
        report.table(List.of("file", "numbers", "axes run to", "spacing in mm", "askew by", "range", "mean"), rows);
        report.heading("All the same way");
        report.text("Each volume turned so that its axes run to the right, the front and up, with the same distance between neighbours along all three, and drawn in the three planes through its middle. "
                + "The patient's right is at the right (L and R say so), as neurologists have it; radiologists have it the other way round.");
        int i = 1;
        for (Path file : sound) {
            lab.checkStop();
            show(lab, i++, new Known(file.getFileName().toString(), Nifti.readAsStored(file), Nifti.read(file)));
        }
    }

    private static List<String> row(Path file, Volume v) {
        float[] numbers = v.voxels().floats();
        double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY, sum = 0;
        long finite = 0;
        for (float f : numbers) {
            if (Float.isFinite(f)) {
                least = Math.min(least, f);
                most = Math.max(most, f);
                sum += f;
                finite++;
            }
        }
        String range = finite == 0 ? "none finite" : String.format(Locale.ROOT, "%.4g to %.4g", least, most) + (finite < numbers.length ? ", " + (numbers.length - finite) + " not finite" : "");
        return List.of(Markdown.plain(file.getFileName().toString()), Arrays.stream(v.voxels().shape().dims()).mapToObj(String::valueOf).collect(Collectors.joining(" x ")), Orientation.letters(v),
                lengths(v.spacing()), String.format(Locale.ROOT, "%.1f°", Orientation.askew(v)), range, finite == 0 ? "" : String.format(Locale.ROOT, "%.4g", sum / finite));
    }

    private static String lengths(double[] mm) {
        return Arrays.stream(mm).mapToObj(d -> String.format(Locale.ROOT, "%.3g", d)).collect(Collectors.joining(" x "));
    }

    private static void show(Lab lab, int number, Known known) {
        Report report = lab.report();
        report.subheading(Markdown.plain(known.name));
        Volume first = first(known.turned);
        double mm = even(first);
        Volume even = first.spaced(mm);
        NDArray x = even.voxels();
        String more = known.turned.voxels().shape().rank() > 3 ? " Of its " + known.turned.voxels().size() / first.voxels().size() + " volumes the first is shown." : "";
        String turned = known.stored == null ? "" : Orientation.letters(known.stored).equals("RAS") ? "It lay so already. " : "Turned from " + Orientation.letters(known.stored) + " to RAS. ";
        report.text(String.format(Locale.ROOT, "%sVoxels of %.3g mm: %d x %d x %d.%s", turned, mm, x.shape().dim(0), x.shape().dim(1), x.shape().dim(2), more));
        report.picture("planes-" + number, known.name + ": the middle of each plane", Planes.middles(x, SHOWN));
        if (Math.min(x.shape().dim(0), Math.min(x.shape().dim(1), x.shape().dim(2))) >= 12) {
            report.picture("slices-" + number, known.name + ": axial slices from below to above", Planes.montage(x, 2, 6, 2, SHOWN * 3 / 4));
        }
    }

    /** The first of several volumes in one file. */
    private static Volume first(Volume v) {
        Shape s = v.voxels().shape();
        if (s.rank() == 3) {
            return v;
        }
        int step = v.voxels().size() / (s.dim(0) * s.dim(1) * s.dim(2));
        return new Volume(NDArray.generate(Shape.of(s.dim(0), s.dim(1), s.dim(2)), i -> v.voxels().at(i * step)), v.spacing(), v.affine());
    }

    /** The finest of its three distances, or as much more as keeps the volume small enough to be shown. */
    private static double even(Volume v) {
        double finest = Arrays.stream(v.spacing()).min().orElseThrow();
        double longest = IntStream.range(0, 3).mapToDouble(i -> v.spacing()[i] * v.voxels().shape().dim(i)).max().orElseThrow();
        return Math.max(finest, longest / MOST);
    }

    private static List<Path> files(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            List<Path> files = all.filter(p -> p.getFileName().toString().matches("(?i).+\\.nii(\\.gz)?") && Files.isRegularFile(p)).sorted().toList();
            if (files.isEmpty()) {
                throw new DypException("The folder " + place + " should hold NIfTI files, .nii or .nii.gz, but has none. Give another folder, or a file.");
            }
            return files;
        } catch (IOException e) {
            throw new DypException("The folder " + place + " cannot be read: " + e + ". Give the folder of the NIfTI files, or a file.", e);
        }
    }
}
