package a;

public class Oops {}
