package a;

public record Point(int x, short y) {}
