# Annotations that say where generated Java code goes.

@0xc5f1af96651f70ea;

annotation package @0x9ee4c8f803b3b596 (file) : Text;
# The Java package, "org.example.foo".

annotation outerClassname @0x9b066bb4881f7cd3 (file) : Text;
# The class that all classes of the file are nested in.
