package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts types in place of generic parameters. <i>Stateless.</i> */
final class Brands {
    private static final Type ANY = new Type.AnyPointer(Type.AnyPointer.Constraint.ANY_KIND);

    private Brands() {}

    /**
     * A type as it is seen from outside of a generic node.
     *
     * @param type a type inside of the node
     * @param outer what the node's parameters, and those of the scopes around it, are bound to; unbound ones become AnyPointer
     */
    static Type resolve(Type type, Brand outer) {
        if (type instanceof Type.Parameter parameter) {
            return outer.scope(parameter.scopeId())
                    .filter(scope -> parameter.index() < scope.bindings().size())
                    .map(scope -> scope.bindings().get(parameter.index()).type())
                    .orElse(ANY);
        }
        if (type instanceof Type.ImplicitMethodParameter) {
            return ANY;
        }
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(resolve(list.elementType(), outer));
        }
        if (type instanceof Type.StructRef struct) {
            return new Type.StructRef(struct.typeId(), resolve(struct.brand(), outer));
        }
        if (type instanceof Type.InterfaceRef ref) {
            return new Type.InterfaceRef(ref.typeId(), resolve(ref.brand(), outer));
        }
        return type;
    }

    private static Brand resolve(Brand inner, Brand outer) {
        List<Brand.Scope> scopes = new ArrayList<>();
        for (Brand.Scope scope : inner.scopes()) {
            if (scope.inherit()) {
                Optional<Brand.Scope> inherited = outer.scope(scope.scopeId());
                inherited.ifPresent(scopes::add);
                continue;
            }
            List<Brand.Binding> bindings = new ArrayList<>();
            for (Brand.Binding binding : scope.bindings()) {
                bindings.add(binding.type() == null ? binding : new Brand.Binding(resolve(binding.type(), outer)));
            }
            scopes.add(new Brand.Scope(scope.scopeId(), false, bindings));
        }
        return new Brand(scopes);
    }
}
