package a;

public class Oops extends RuntimeException {
    public Oops(Point point) {}
}
