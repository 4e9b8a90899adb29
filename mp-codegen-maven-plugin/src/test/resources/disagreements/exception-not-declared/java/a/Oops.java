package a;

public class Oops extends Exception {
    public Oops(String message) {
        super(message);
    }
}
