package io.multiprocess.codegen.dynamic;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts bindings in the place of generic parameters.
 *
 * <p>Thread-safe: no state.
 */
public final class Brands {
    private static final Type ANY = new Type.AnyPointer(Type.AnyPointer.Constraint.ANY_KIND);

    private Brands() {}

    /**
     * The type of a member, seen through a branded use of its struct.
     *
     * @param type the type as declared inside the struct
     * @param brand the bindings of the use
     * @return the type with the struct's parameters replaced; unbound ones are AnyPointer, inherited ones stay
     */
    public static Type apply(Type type, Brand brand) {
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(apply(list.elementType(), brand));
        }
        if (type instanceof Type.StructRef ref) {
            return ref.brand().scopes().isEmpty() ? type : new Type.StructRef(ref.typeId(), apply(ref.brand(), brand));
        }
        if (type instanceof Type.InterfaceRef ref) {
            return ref.brand().scopes().isEmpty()
                    ? type
                    : new Type.InterfaceRef(ref.typeId(), apply(ref.brand(), brand));
        }
        if (type instanceof Type.Parameter parameter) {
            Optional<Brand.Scope> scope = brand.scope(parameter.scopeId());
            if (scope.isEmpty()) {
                return ANY;
            }
            if (scope.get().inherit()) {
                return type;
            }
            List<Brand.Binding> bindings = scope.get().bindings();
            if (parameter.index() < bindings.size()) {
                Type bound = bindings.get(parameter.index()).type();
                return bound == null ? ANY : bound;
            }
            return ANY;
        }
        return type;
    }

    private static Brand apply(Brand inner, Brand outer) {
        if (inner.scopes().isEmpty()) {
            return inner;
        }
        List<Brand.Scope> scopes = new ArrayList<>();
        for (Brand.Scope scope : inner.scopes()) {
            if (scope.inherit()) {
                outer.scope(scope.scopeId()).ifPresent(scopes::add);
                continue;
            }
            List<Brand.Binding> bindings = new ArrayList<>();
            for (Brand.Binding binding : scope.bindings()) {
                Type type = binding.type();
                bindings.add(type == null ? binding : new Brand.Binding(apply(type, outer)));
            }
            scopes.add(new Brand.Scope(scope.scopeId(), false, bindings));
        }
        return new Brand(scopes);
    }
}
