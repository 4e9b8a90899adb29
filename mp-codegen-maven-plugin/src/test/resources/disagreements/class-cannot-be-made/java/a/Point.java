package a;

public class Point {
    private int x;
    private int y;

    public Point(int x) {
        this.x = x;
    }

    public int x() {
        return x;
    }

    public int y() {
        return y;
    }
}
