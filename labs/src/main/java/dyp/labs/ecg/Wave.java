package dyp.labs.ecg;

/**
 * One hill or valley of a heart beat, a Gaussian on the limit cycle.
 *
 * @param at seconds after the R wave, at 60 beats a minute; the paper's angle is 2π times as much
 * @param height millivolts
 * @param width standard deviation in seconds
 * @param stretches whether it lies further apart when the heart is slow, as P and T do; what is within the QRS complex does not
 */
record Wave(double at, double height, double width, boolean stretches) {
    static Wave fast(double at, double height, double width) {
        return new Wave(at, height, width, false);
    }

    static Wave slow(double at, double height, double width) {
        return new Wave(at, height, width, true);
    }

    /** At another rate: times go with the root of the interval between beats (Bazett 1920), as in the paper. */
    Wave at(double interval) {
        double stretch = stretches ? Math.sqrt(interval) : 1;
        return new Wave(at * stretch, height, width * stretch, stretches);
    }

    Wave times(double factor) {
        return new Wave(at, height * factor, width, stretches);
    }
}
