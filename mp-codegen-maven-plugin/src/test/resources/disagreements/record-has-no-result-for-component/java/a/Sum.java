package a;

public record Sum(int a, int b, int c) {}
