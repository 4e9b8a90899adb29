package io.multiprocess.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A studio of this process. */
class LocalStudio implements Studio {
    @Override
    public double area(Shape shape) {
        return shape instanceof Shape.Circle circle ? Math.PI * circle.radius() * circle.radius() : 0;
    }

    @Override
    public Shape mirror(Shape shape) {
        return shape;
    }

    @Override
    public Color paint(Color color, List<Color> layers) {
        return layers.isEmpty() ? color : layers.get(layers.size() - 1);
    }

    @Override
    public LimitsResult limits(int a, int b, long c, long d) {
        return new LimitsResult(a, b, c, d);
    }

    @Override
    public String name(String first, float scale, int count, boolean loud) {
        return first + " " + scale + " " + count + " " + loud;
    }

    @Override
    public OptionalLong find(String key) {
        return key.equals("known") ? OptionalLong.of(42) : OptionalLong.empty();
    }

    @Override
    public Pair<List<Pair<String, String>>, String> swap(Pair<String, List<Pair<String, String>>> pair) {
        return new Pair<>(pair.second(), pair.first());
    }

    @Override
    public List<Brush> brushes(int count) {
        List<Brush> brushes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            brushes.add(new LocalBrush(i));
        }
        return brushes;
    }

    @Override
    public int useAll(List<Brush> brushes) {
        return brushes.stream().mapToInt(Brush::width).sum();
    }

    @Override
    public Picture draw(Picture picture) {
        return picture;
    }

    @Override
    public void fail(String reason) throws OddityException {
        if (reason.equals("odd")) {
            throw new OddityException(reason);
        }
        throw new IllegalStateException(reason);
    }

    @Override
    public void wait_() {}

    @Override
    public Brush brush(int width) {
        return new LocalBrush(width);
    }

    @Override
    public String span(int rangeFrom, int rangeTo, String label) {
        return rangeFrom + " to " + rangeTo + " " + label;
    }

    @Override
    public Note note(Note note) {
        return note.text().isEmpty() ? null : note;
    }

    @Override
    public SignResult sign(String name) {
        return name.isEmpty() ? new SignResult(null, false) : new SignResult(new Note(name, null, null), true);
    }

    @Override
    public void close() {}
}
