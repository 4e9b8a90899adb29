package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.parser.Declaration;
import org.jspecify.annotations.Nullable;

/** Checks that ordinals, given in ascending order, are used once each and without gaps. Confined to one thread. */
final class OrdinalChecks {
    private final Module module;
    private long expected;
    private Declaration.@Nullable Id last;

    OrdinalChecks(Module module) {
        this.module = module;
    }

    void check(Declaration.Id ordinal) {
        if (ordinal.value() < expected) {
            module.error(ordinal.start(), ordinal.end(), "Duplicate ordinal number.");
            Declaration.Id first = last;
            if (first != null) {
                module.error(first.start(), first.end(), "Ordinal @" + first.value() + " is used here too.");
                last = null;
            }
        } else if (ordinal.value() > expected) {
            // The gap may be a member that could not be parsed.
            if (module.isComplete) {
                module.error(
                        ordinal.start(),
                        ordinal.end(),
                        "Skipped ordinal @" + expected + ". Ordinals must be sequential, without gaps.");
            }
            expected = ordinal.value() + 1;
            last = ordinal;
        } else {
            expected++;
            last = ordinal;
        }
    }
}
