package a;

public class Points {}
