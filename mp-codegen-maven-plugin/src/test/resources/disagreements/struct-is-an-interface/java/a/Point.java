package a;

public interface Point {
    int x();

    int y();
}
