package dyp.labs.face;

import static dyp.labs.face.Action.*;

import dyp.labs.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws one face: a person, what its muscles do, and how the picture was taken. The face's own coordinates have their origin in the middle of the head, whose top lies at
 * y = -1 and whose chin lies at about 1.
 */
final class FaceArtist {
    private final Person p;
    private final double[] act;
    private final Raster raster = new Raster();
    private final List<Parts.Part> parts = new ArrayList<>();
    private final double scale;
    private final double turn;
    private final double midX;
    private final double midY;
    private final double skin;

    private FaceArtist(Person person, double[] actions, Dice dice) {
        p = person;
        act = actions;
        scale = dice.between(18.5, 22.5);
        turn = 0.09 * dice.bell();
        midX = Raster.SIDE / 2.0 + 1.3 * dice.bell();
        midY = Raster.SIDE / 2.0 + 1.3 * dice.bell();
        skin = p.skin();
    }

    /** A picture of 48x48 greys from 0 to 1, row by row, and where its parts are. */
    record Drawn(float[] grey, Parts parts) {}

    static Drawn draw(Person person, double[] actions, Dice dice) {
        FaceArtist a = new FaceArtist(person, actions, dice);
        a.background(dice);
        a.head();
        a.nose();
        for (int side = -1; side <= 1; side += 2) {
            a.eye(side);
            a.brow(side);
        }
        a.mouth();
        a.light(dice);
        return new Drawn(a.raster.grey, new Parts(a.parts));
    }

    private double act(Action action) {
        return act[action.ordinal()];
    }

    private Outline put(Outline o) {
        return o.placed(scale, turn, midX, midY);
    }

    private void background(Dice dice) {
        double left = dice.between(0.1, 0.9);
        double right = Math.clamp(left + 0.2 * dice.bell(), 0, 1);
        for (int i = 0; i < raster.grey.length; i++) {
            raster.grey[i] = (float) (left + (right - left) * (i % Raster.SIDE) / Raster.SIDE);
        }
    }

    private void head() {
        double w = p.headWidth();
        if (p.hairLong() > 0) {
            double below = p.hairLong() - 1;
            raster.fill(put(crown(w + 0.15, 1.12).add(w + 0.18, below).add(-w - 0.18, below)), p.hair(), 1);
        }
        double drop = 0.1 * act(JAW_DROPS);
        raster.fill(put(new Outline().add(-0.4, 0.5).add(0.4, 0.5).add(0.55, 1.6).add(-0.55, 1.6)), skin * 0.85, 1); // neck
        Outline ears = put(Outline.ellipse(-w, 0, 0.1, 0.17));
        raster.fill(ears, skin * 0.88, 1);
        raster.fill(put(Outline.ellipse(w, 0, 0.1, 0.17)), skin * 0.88, 1);
        Outline face = new Outline();
        int pieces = 36;
        for (int i = 0; i < pieces; i++) {
            double angle = 2 * Math.PI * i / pieces;
            double y = StrictMath.sin(angle);
            double narrow = y > 0 ? 1 - (1 - p.jaw()) * y * y * 1.2 : 1;
            face.add(w * StrictMath.cos(angle) * narrow, y > 0 ? y * (1 + drop) : y);
        }
        Outline placed = put(face);
        raster.fill(placed, skin, 1);
        if (p.beard() > 0) {
            raster.fillWithin(put(Outline.ellipse(0, 0.75, 0.6, 0.45)), placed, skin * (1 - p.beard()));
        }
        if (p.hairLine() > 0.1) {
            double line = p.hairLine() - 1;
            double low = -0.12 + 0.5 * (line + 0.6);
            Outline hair = crown(w + 0.06, 1.08).add(w + 0.02, low + 0.12).add(w - 0.07, low).arc(w - 0.1, line + 0.2 - p.fringe(), 0.3 * p.fringe(), line, 0.1 - w, line + 0.2 + p.fringe());
            raster.fill(put(hair.add(0.07 - w, low).add(-w - 0.02, low + 0.12)), p.hair(), 1);
        }
        if (p.glasses()) {
            raster.stroke(put(new Outline().add(-0.1, -0.12).add(0.1, -0.12)), 0.5, 0.5, 0.12, 1);
        }
    }

    /** The upper half of an ellipse, from left to right, around the top of the head. */
    private static Outline crown(double rx, double ry) {
        Outline o = new Outline();
        int pieces = 18;
        for (int i = 0; i <= pieces; i++) {
            double angle = Math.PI * i / pieces;
            o.add(-rx * StrictMath.cos(angle), -0.02 - ry * StrictMath.sin(angle));
        }
        return o;
    }

    private void nose() {
        double y = 0.02 + p.nose();
        double up = 0.05 * act(NOSE_WRINKLED);
        Outline base = put(new Outline().arc(-0.1, y - 0.02 - up, 0, y + 0.05 - up, 0.1, y - 0.02 - up));
        raster.stroke(base, 0.55, 0.55, skin * 0.55, 0.9);
        raster.stroke(put(new Outline().add(0.05, -0.05).add(0.08, y - 0.06)), 0.4, 0.4, skin * 0.75, 0.6);
        double wrinkle = Math.min(1, act(NOSE_WRINKLED));
        Outline[] wrinkles = new Outline[2];
        for (int k = 0; k < 2; k++) {
            double at = -0.08 + 0.09 * k;
            wrinkles[k] = put(new Outline().arc(-0.12, at - 0.03, 0, at + 0.02, 0.12, at - 0.03));
            raster.stroke(wrinkles[k], 0.4, 0.4, skin * 0.45, 0.8 * wrinkle);
        }
        double fold = Math.min(1, act(UPPER_LIP_UP) + 0.7 * act(NOSE_WRINKLED) + 0.6 * act(CORNERS_UP));
        for (int side = -1; side <= 1; side += 2) {
            raster.stroke(put(new Outline().arc(side * 0.16, y - 0.1, side * 0.27, y + 0.03, side * (p.mouthWide() + 0.08), y + 0.22)), 0.4, 0.4, skin * 0.6, 0.75 * fold);
        }
        parts.add(Parts.Part.around("nose", base, wrinkles[0], wrinkles[1]));
    }

    private void eye(int side) {
        double x = side * p.eyeGap();
        double y = -0.12;
        double open = 1 + 0.75 * act(LIDS_UP) - 0.5 * act(LIDS_TIGHT);
        double upper = Math.max(0.015, p.eyeHigh() * (open - 0.25 * act(CHEEKS_UP)));
        double lower = Math.max(0.012, p.eyeHigh() * (0.8 + 0.25 * act(LIDS_UP) - 0.4 * act(LIDS_TIGHT) - 0.65 * act(CHEEKS_UP)));
        double inner = x - side * p.eyeWide();
        double outer = x + side * p.eyeWide();
        double tilt = p.eyeTilt();
        Outline lid = new Outline().arc(inner, y, x, y - upper, outer, y - tilt);
        Outline whole = new Outline().arc(inner, y, x, y - upper, outer, y - tilt).arc(outer, y - tilt, x, y + lower, inner, y);
        Outline placed = put(whole);
        raster.fill(placed, Math.min(1, 0.55 + 0.45 * skin), 1);
        raster.fillWithin(put(Outline.ellipse(x, y - 0.01, 0.075, 0.075)), placed, 0.12);
        raster.stroke(put(lid), 0.45, 0.45, Math.min(0.2, skin * 0.35), 0.9);
        if (p.glasses()) {
            Outline ring = Outline.ellipse(x, y + 0.02, 0.25, 0.2);
            ring.add(ring.x[0], ring.y[0]);
            raster.stroke(put(ring), 0.4, 0.4, 0.12, 0.85);
        }
        double crease = Math.min(1, act(CHEEKS_UP));
        raster.stroke(put(new Outline().arc(inner, y + 0.12, x, y + 0.17, outer, y + 0.1)), 0.35, 0.35, skin * 0.65, 0.6 * crease);
        parts.add(Parts.Part.around("eyes", placed));
    }

    private void brow(int side) {
        double y = -0.12 - p.browHeight();
        double down = 0.13 * act(BROWS_DOWN) + 0.04 * act(NOSE_WRINKLED);
        double innerX = side * (p.eyeGap() - p.eyeWide() - 0.02 - 0.05 * Math.min(1.2, act(BROWS_DOWN)));
        double innerY = y + down - 0.19 * act(INNER_BROWS_UP);
        double outerX = side * (p.eyeGap() + p.eyeWide() + 0.07);
        double outerY = y - p.browSlope() + 0.35 * down - 0.17 * act(OUTER_BROWS_UP) + 0.03 * act(INNER_BROWS_UP);
        double middle = (innerY + outerY) / 2 - 0.04 - 0.03 * act(OUTER_BROWS_UP);
        Outline o = put(new Outline().arc(innerX, innerY, (innerX + outerX) / 2, middle, outerX, outerY));
        raster.stroke(o, Math.max(0.5, p.brow() * scale), 0.45, Math.min(p.hair(), skin - 0.2), 1);
        if (side == 1) { // between the brows
            double frown = Math.min(1, act(BROWS_DOWN));
            raster.stroke(put(new Outline().add(-0.05, y + 0.02).add(-0.04, y + 0.14)), 0.35, 0.35, skin * 0.6, 0.7 * frown);
            raster.stroke(put(new Outline().add(0.05, y + 0.02).add(0.04, y + 0.14)), 0.35, 0.35, skin * 0.6, 0.7 * frown);
        }
        parts.add(Parts.Part.around("brows", o));
    }

    private void mouth() {
        double y = 0.56;
        double w = p.mouthWide() * (1 + 0.3 * act(LIPS_WIDE) + 0.22 * act(CORNERS_UP) - 0.15 * act(LIPS_TIGHT) - 0.28 * Math.max(0, act(JAW_DROPS) - act(LIPS_WIDE) - act(CORNERS_UP)));
        double corner = y - p.mouthBend() - 0.16 * act(CORNERS_UP) + 0.13 * act(CORNERS_DOWN) + 0.04 * act(LIPS_WIDE);
        double gap = 0.3 * act(JAW_DROPS) * (1 - 0.3 * Math.min(1, act(LIPS_WIDE)));
        double raised = 0.1 * act(UPPER_LIP_UP);
        double lip = Math.max(0.01, p.lips() * (1 - 0.7 * Math.min(1, act(LIPS_TIGHT))));
        double upper = y - gap * 0.3 - raised + 0.03 * act(CORNERS_UP);
        double lower = y + gap + 0.05 * act(CORNERS_UP) + 0.15 * raised;
        Outline outside = put(new Outline().arc(-w, corner, 0, upper - lip, w, corner).arc(w, corner, 0, lower + 1.3 * lip, -w, corner));
        raster.fill(outside, skin * 0.62, 1);
        double in = w * 0.9;
        Outline inside = put(new Outline().arc(-in, corner, 0, upper + 0.3 * lip, in, corner).arc(in, corner, 0, lower - 0.3 * lip, -in, corner));
        raster.fill(inside, 0.1, gap + raised > 0.05 ? 1 : 0);
        double teeth = Math.min(1, 1.2 * act(CORNERS_UP) + act(LIPS_WIDE) + act(UPPER_LIP_UP));
        if (gap + raised > 0.05) {
            raster.fillWithin(put(new Outline().add(-in, upper - 0.2).add(in, upper - 0.2).add(in, upper + 0.09).add(-in, upper + 0.09)), inside, 0.15 + 0.8 * teeth);
        }
        raster.stroke(put(new Outline().arc(-w, corner, 0, upper + 0.2 * lip, w, corner)), 0.45, 0.45, skin * 0.3, 0.85);
        parts.add(Parts.Part.around("mouth", outside));
    }

    /** Light from a side, a camera that is never quite sharp or clean, and the exposure. */
    private void light(Dice dice) {
        double slope = 0.25 * dice.bell();
        double from = dice.between(0, 2 * Math.PI);
        double dx = slope * StrictMath.cos(from);
        double dy = slope * StrictMath.sin(from);
        double bright = 0.08 * dice.bell();
        double contrast = dice.between(0.65, 1.1);
        double noise = dice.between(0.01, 0.05);
        double blur = dice.between(0.02, 0.16);
        float[] sharp = raster.grey.clone();
        for (int row = 0; row < Raster.SIDE; row++) {
            for (int column = 0; column < Raster.SIDE; column++) {
                int up = Math.max(0, row - 1) * Raster.SIDE + column;
                int down = Math.min(Raster.SIDE - 1, row + 1) * Raster.SIDE + column;
                int i = row * Raster.SIDE + column;
                double around = (sharp[up] + sharp[down] + sharp[column == 0 ? i : i - 1] + sharp[column == Raster.SIDE - 1 ? i : i + 1]) / 4.0;
                double value = sharp[i] + 4 * blur * (around - sharp[i]);
                double lit = value * (1 + dx * (column / 24.0 - 1) + dy * (row / 24.0 - 1));
                raster.grey[i] = (float) Math.clamp(0.5 + contrast * (lit - 0.5) + bright + noise * dice.bell(), 0, 1);
            }
        }
    }
}
