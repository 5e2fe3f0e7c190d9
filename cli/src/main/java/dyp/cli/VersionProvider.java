package dyp.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Dyp (from the jar's manifest), of Java and of the machine, one per line. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "Dyp " + (version == null ? "(not packaged)" : version),
            "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
            System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + ", " + Runtime.getRuntime().availableProcessors() + " processors",
        };
    }
}
