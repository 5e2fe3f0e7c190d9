package dyp.labs.face;

import dyp.labs.Dice;

/**
 * What one person's pictures have in common. Lengths are in units of half a head's height; greys go from 0, black, to 1, white.
 *
 * @param headWidth half of it
 * @param jaw how wide the chin is, beside the forehead
 * @param skin grey of the skin
 * @param hair grey of hair and brows
 * @param hairLine how far down the hair reaches, from the top of the head
 * @param hairLong how far it hangs down at the sides, from the top of the head; 0 for short hair
 * @param fringe how far down the hair hangs on the forehead on one side more than on the other
 * @param eyeGap half of the distance between the eyes' middles
 * @param eyeWide half of an eye's width
 * @param eyeHigh half of an eye's height at rest
 * @param eyeTilt of the outer corners upwards
 * @param brow half of the brows' thickness
 * @param browHeight above the eyes' middles, at rest
 * @param browSlope at rest, of the outer ends upwards
 * @param nose its length
 * @param mouthWide half of the mouth's width
 * @param mouthBend of its corners upwards, at rest
 * @param lips half of their thickness
 * @param beard how dark the lower face is; 0 for none
 * @param glasses whether there are some
 */
record Person(double headWidth, double jaw, double skin, double hair, double hairLine, double hairLong, double fringe, double eyeGap, double eyeWide, double eyeHigh,
        double eyeTilt, double brow, double browHeight, double browSlope, double nose, double mouthWide, double mouthBend, double lips, double beard, boolean glasses) {

    static Person of(Dice d) {
        double skin = d.between(0.4, 0.85);
        return new Person(
                d.between(0.68, 0.84), d.between(0.62, 0.92), skin, d.chance(0.2) ? d.between(0.6, 0.9) : d.between(0.03, Math.min(0.4, skin - 0.2)),
                d.chance(0.12) ? 0.08 : d.between(0.3, 0.55), d.chance(0.4) ? d.between(1.2, 2.1) : 0, d.between(-0.15, 0.15),
                d.between(0.3, 0.38), d.between(0.15, 0.2), d.between(0.065, 0.095), 0.03 * d.bell(), d.between(0.022, 0.055), d.between(0.2, 0.27), 0.035 * d.bell(),
                d.between(0.28, 0.4), d.between(0.24, 0.33), 0.03 * d.bell(), d.between(0.025, 0.05), d.chance(0.15) ? d.between(0.1, 0.3) : 0, d.chance(0.12));
    }
}
