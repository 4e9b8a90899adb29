package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.NodeSource;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves the requested files, and as much of the files they import as they depend on.
 *
 * <p>Used once, by one thread.
 */
public final class Resolver {
    /** How many parts types may have in one run; people need some thousands, and each takes some memory. */
    private static final int MAX_WORK = 3_000_000;

    private static final int BUILTIN_IDS = 1_000;
    private static final int BOGUS_IDS = 2_000;

    private final DiagnosticLog log;
    private final ModuleLoader loader;
    private final Map<Long, Scope> scopes = new HashMap<>();
    private final Map<Long, Node> shapes = new HashMap<>();
    private final Map<String, Scope> builtins = new LinkedHashMap<>();
    private final List<Scope> builtinsInOrder = new ArrayList<>();
    private final Map<Scope, Integer> visited = new HashMap<>();
    private final Map<Long, Node> finished = new LinkedHashMap<>();
    private int nextBogusId = BOGUS_IDS;
    private int work;

    /**
     * A resolver that has loaded nothing yet.
     *
     * @param importPath where absolute imports are looked up
     * @param log where mistakes are reported
     */
    public Resolver(List<SourceRoot> importPath, DiagnosticLog log) {
        this.log = log;
        this.loader = new ModuleLoader(importPath, log);
        for (Builtin builtin : Builtin.values()) {
            Scope scope = new Scope(this, builtin, BUILTIN_IDS + builtinsInOrder.size());
            builtinsInOrder.add(scope);
            builtins.put(builtin.symbol, scope);
        }
    }

    /**
     * A file to resolve.
     *
     * @param root the tree it is in
     * @param path its path there
     */
    public record Source(SourceRoot root, String path) {}

    /**
     * A file that was read on the way.
     *
     * @param root the tree it was found in
     * @param path its path there
     * @param content its bytes, not a copy
     */
    @SuppressWarnings("ArrayRecordComponent") // callers hash the bytes, nobody compares
    public record Read(SourceRoot root, String path, byte[] content) {}

    /**
     * Resolves files and all that they depend on.
     *
     * @param sources the files
     * @return the model; of use only if no error was reported
     */
    public SchemaModel resolve(List<Source> sources) {
        List<Module> modules = new ArrayList<>();
        for (Source source : sources) {
            Module module = loader.load(source.root(), source.path());
            if (module == null) {
                SourceFile missing = new SourceFile(source.root().displayPrefix() + source.path(), new byte[0]);
                log.error(missing.location(0, 0), "No such file.");
            } else if (!modules.contains(module)) {
                modules.add(module);
            }
        }
        for (Module module : modules) {
            visit(module.scope(this), Visit.REQUESTED);
        }
        List<RequestedFile> files = new ArrayList<>();
        for (Module module : modules) {
            files.add(new RequestedFile(module.scope(this).id, module.path, imports(module)));
        }
        return new SchemaModel(finished.values(), files);
    }

    /** {@return every file that was read, imports and embedded files included} */
    public List<Read> reads() {
        return loader.reads().stream()
                .map(read -> new Read(read.root(), read.path(), read.content()))
                .toList();
    }

    private List<RequestedFile.Import> imports(Module module) {
        Set<String> paths = new TreeSet<>();
        Imports.collect(module.declaration, paths);
        List<RequestedFile.Import> result = new ArrayList<>();
        for (String path : paths) {
            Module imported = loader.importFrom(module, path);
            if (imported != null) {
                result.add(new RequestedFile.Import(imported.scope(this).id, path));
            }
        }
        return result;
    }

    // ------------------------------------------------------------------ what names and ids stand for

    @Nullable
    Scope builtin(String symbol) {
        return builtins.get(symbol);
    }

    Scope builtin(Builtin builtin) {
        Scope scope = builtins.get(builtin.symbol);
        if (scope == null) {
            throw new IllegalStateException(builtin.symbol);
        }
        return scope;
    }

    Scope scope(long id) {
        Scope scope = scopes.get(id);
        if (scope == null) {
            throw new IllegalStateException("no scope @0x" + Long.toHexString(id));
        }
        return scope;
    }

    /** Makes a scope known by its id; if the id is taken, both places are reported, and another one is returned. */
    long register(long id, Scope scope) {
        long wanted = id;
        while (true) {
            Scope other = scopes.putIfAbsent(wanted, scope);
            if (other == null) {
                return wanted;
            }
            // Equal names give equal ids; there, the names are reported.
            boolean given = scope.declaration.id() != null || other.declaration.id() != null;
            if (wanted < 0 && given) {
                scope.error(String.format("Duplicate ID @0x%016x.", wanted));
                other.error(String.format("ID @0x%016x is used here too.", wanted));
            }
            wanted = nextBogusId++;
        }
    }

    @Nullable
    Scope importFile(Module importer, String path) {
        Module module = loader.importFrom(importer, path);
        return module == null ? null : module.scope(this);
    }

    Optional<byte[]> embed(Module importer, String path) {
        return loader.embed(importer, path);
    }

    void addShape(Node node) {
        shapes.put(node.id(), node);
    }

    /** The shapes of structs, which values are made by; shapes what was not needed before. */
    NodeSource shapes() {
        return id -> {
            Node node = shapes.get(id);
            if (node == null) {
                Scope scope = scopes.get(id);
                node = scope == null ? null : scope.shape();
            }
            return Optional.ofNullable(node);
        };
    }

    /** Counts a step of work whose amount may grow exponentially with the size of a schema. */
    void countWork() {
        if (++work > MAX_WORK) {
            throw new TooComplexException();
        }
    }

    /** The schema needs more work than any sensible one. */
    public static final class TooComplexException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooComplexException() {
            super("too complex", null, false, false);
        }
    }

    // ------------------------------------------------------------------ what belongs into the model

    /** How much of a node is wanted. What a node depends on is wanted with the scopes around it, but not its siblings. */
    private enum Visit {
        REQUESTED(1),
        DEPENDENCY(2);

        final int bit;

        Visit(int bit) {
            this.bit = bit;
        }
    }

    private void visit(Scope start, Visit how) {
        int before = visited.getOrDefault(start, 0);
        if ((before & how.bit) != 0) {
            return;
        }
        visited.put(start, before | how.bit);
        List<Node> nodes = start.finishedNodes();
        nodes.forEach(this::visitDependencies);
        nodes.forEach(node -> finished.putIfAbsent(node.id(), node));
        if (how == Visit.DEPENDENCY && start.parent != null) {
            visit(start.parent, how);
        }
        if (how == Visit.REQUESTED) {
            for (Scope child : start.children()) {
                visit(child, how);
            }
            start.checkAliases();
        }
    }

    private void visit(long id) {
        Scope scope = scopes.get(id);
        if (scope != null && scope.builtin == null) {
            visit(scope, Visit.DEPENDENCY);
        }
    }

    private void visitDependencies(Node node) {
        if (node.body() instanceof Node.Struct struct) {
            for (Field field : struct.fields()) {
                Field.Slot slot = field.asSlot();
                if (slot != null) {
                    visit(slot.type());
                }
                visit(field.annotations());
            }
        } else if (node.body() instanceof Node.Enum enumeration) {
            for (Enumerant enumerant : enumeration.enumerants()) {
                visit(enumerant.annotations());
            }
        } else if (node.body() instanceof Node.Interface type) {
            for (Superclass superclass : type.superclasses()) {
                visit(superclass.id());
                visit(superclass.brand());
            }
            for (Method method : type.methods()) {
                visit(method.paramStructType());
                visit(method.paramBrand());
                visit(method.resultStructType());
                visit(method.resultBrand());
                visit(method.annotations());
            }
        } else if (node.body() instanceof Node.Const constant) {
            visit(constant.type());
        } else if (node.body() instanceof Node.Annotation annotation) {
            visit(annotation.type());
        }
        visit(node.annotations());
    }

    private void visit(Type type) {
        if (type instanceof Type.ListOf list) {
            visit(list.elementType());
        } else if (type instanceof Type.EnumRef ref) {
            visit(ref.typeId());
            visit(ref.brand());
        } else if (type instanceof Type.StructRef ref) {
            visit(ref.typeId());
            visit(ref.brand());
        } else if (type instanceof Type.InterfaceRef ref) {
            visit(ref.typeId());
            visit(ref.brand());
        }
    }

    private void visit(Brand brand) {
        for (Brand.Scope scope : brand.scopes()) {
            for (Brand.Binding binding : scope.bindings()) {
                Type type = binding.type();
                if (type != null) {
                    visit(type);
                }
            }
        }
    }

    private void visit(List<AnnotationUse> annotations) {
        for (AnnotationUse annotation : annotations) {
            visit(annotation.id());
        }
    }
}
