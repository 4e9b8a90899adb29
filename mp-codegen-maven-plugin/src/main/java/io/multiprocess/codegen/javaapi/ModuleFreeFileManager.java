package io.multiprocess.codegen.javaapi;

import org.jspecify.annotations.Nullable;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds sources held in memory and hides module descriptors: before generation the module's own {@code requires} and {@code exports} may
 * name what does not exist yet, and none of it matters for reading signatures. <i>Confined to one thread.</i>
 */
final class ModuleFreeFileManager extends ForwardingJavaFileManager<JavaFileManager> {
    private static final String MODULE_INFO = "module-info";

    private final Map<String, MemorySource> sources = new TreeMap<>();

    ModuleFreeFileManager(JavaFileManager delegate, Map<String, String> sources) {
        super(delegate);
        sources.forEach((name, text) -> this.sources.put(name, new MemorySource(name, text)));
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        Iterable<JavaFileObject> files = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.SOURCE_PATH && location != StandardLocation.CLASS_PATH) {
            return files;
        }
        List<JavaFileObject> visible = new ArrayList<>();
        if (location == StandardLocation.SOURCE_PATH && kinds.contains(JavaFileObject.Kind.SOURCE)) {
            for (MemorySource source : sources.values()) {
                if (source.packageName().equals(packageName)) {
                    visible.add(source);
                }
            }
        }
        for (JavaFileObject file : files) {
            if (!file.isNameCompatible(MODULE_INFO, file.getKind())
                    && !sources.containsKey(super.inferBinaryName(location, file))) {
                visible.add(file);
            }
        }
        return visible;
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof MemorySource source ? source.className : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        if (a instanceof MemorySource || b instanceof MemorySource) {
            return a.equals(b);
        }
        return super.isSameFile(a, b);
    }

    @Override
    public @Nullable JavaFileObject getJavaFileForInput(Location location, String className, JavaFileObject.Kind kind)
            throws IOException {
        if (className.equals(MODULE_INFO) && !location.isModuleOrientedLocation()) {
            return null;
        }
        if (location == StandardLocation.SOURCE_PATH && sources.containsKey(className)) {
            return sources.get(className);
        }
        return super.getJavaFileForInput(location, className, kind);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof MemorySource ? location == StandardLocation.SOURCE_PATH : super.contains(location, file);
    }

    private static final class MemorySource extends SimpleJavaFileObject {
        private final String className;
        private final String text;

        MemorySource(String className, String text) {
            super(URI.create("generated:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.className = className;
            this.text = text;
        }

        String packageName() {
            int dot = className.lastIndexOf('.');
            return dot < 0 ? "" : className.substring(0, dot);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
