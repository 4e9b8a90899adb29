package app;

import com.example.lib.Geometry;

final class Lines {
    private Lines() {}

    static Geometry.Point.Reader start(LineCapnp.Line.Reader line) {
        return line.getFrom();
    }
}
