package a;

public interface Bar {}
