package io.multiprocess.codegen.layout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Assigns places to the fields of one struct, in the order of their ordinals, so that every later version of the struct
 * gives its older fields the places they had.
 *
 * <p>A struct is a {@link Section} of its own. A {@link Union} shares space between its {@link Alternative}s: each starts
 * with the space that the union already has, uses it from the beginning, grows it into holes behind it where possible,
 * and else adds new space to the union.
 *
 * <p>Confined to one thread. Spec: the algorithm is defined by the reference compiler ({@code node-translator.c++}).
 */
public final class StructLayout implements Section {
    private final Holes holes = new Holes();
    private int dataWords;
    private int pointers;

    /** Creates an empty struct. */
    public StructLayout() {}

    /** {@return the size of the data section so far} */
    public int dataWordCount() {
        return dataWords;
    }

    /** {@return the size of the pointer section so far} */
    public int pointerCount() {
        return pointers;
    }

    @Override
    public void addVoid() {
        // Takes no space.
    }

    @Override
    public int addData(int lgBits) {
        Integer hole = holes.take(lgBits);
        if (hole != null) {
            return hole;
        }
        int place = dataWords++ << (6 - lgBits);
        holes.addInNewWord(lgBits, place + 1);
        return place;
    }

    @Override
    public int addPointer() {
        return pointers++;
    }

    @Override
    public boolean grow(int lgBits, int place, int doublings) {
        return holes.merge(lgBits, place, doublings);
    }

    /** A piece of the data section that belongs to a union. */
    private static final class Space {
        int lgBits;
        int place;

        Space(int lgBits, int place) {
            this.lgBits = lgBits;
            this.place = place;
        }
    }

    /** A union; its space comes from the section it is in. */
    public static final class Union {
        private final Section section;
        private final List<Space> spaces = new ArrayList<>();
        private final List<Integer> pointers = new ArrayList<>();
        private int usedAlternatives;
        private @Nullable Integer discriminant;

        /**
         * A union without members.
         *
         * @param section the struct, or the alternative of an outer union, that it is in
         */
        public Union(Section section) {
            this.section = section;
        }

        /**
         * Makes room for the discriminant now, unless it has its place. Happens by itself with the second member.
         *
         * @return whether it had no place before
         */
        public boolean addDiscriminant() {
            if (discriminant != null) {
                return false;
            }
            discriminant = section.addData(4);
            return true;
        }

        /** {@return the discriminant's place in multiples of 16 bits; 0 before it has one} */
        public int discriminantOffset() {
            return discriminant == null ? 0 : discriminant;
        }

        private boolean grow(Space space, int lgBits) {
            if (lgBits <= space.lgBits) {
                return true;
            }
            if (!section.grow(space.lgBits, space.place, lgBits - space.lgBits)) {
                return false;
            }
            space.place >>= lgBits - space.lgBits;
            space.lgBits = lgBits;
            return true;
        }
    }

    /** A member of a union: a single field, or a group of several. */
    public static final class Alternative implements Section {
        private final Union union;
        private final List<Usage> usages = new ArrayList<>();
        private int usedPointers;
        private boolean used;

        /**
         * A member that holds nothing yet.
         *
         * @param union the union
         */
        public Alternative(Union union) {
            this.union = union;
        }

        private void use() {
            if (!used) {
                used = true;
                if (++union.usedAlternatives == 2) {
                    union.addDiscriminant();
                }
            }
        }

        @Override
        public void addVoid() {
            use();
            // The section around has to know as well: the union may be the second member of an outer union.
            union.section.addVoid();
        }

        @Override
        public int addPointer() {
            use();
            if (usedPointers == union.pointers.size()) {
                union.pointers.add(union.section.addPointer());
            }
            return union.pointers.get(usedPointers++);
        }

        @Override
        public int addData(int lgBits) {
            use();
            int best = -1;
            int bestSize = Integer.MAX_VALUE;
            for (int i = 0; i < union.spaces.size(); i++) {
                if (usages.size() == i) {
                    usages.add(new Usage());
                }
                int size = usages.get(i).smallestRoom(union.spaces.get(i), lgBits);
                if (size >= 0 && size < bestSize) {
                    bestSize = size;
                    best = i;
                }
            }
            if (best >= 0) {
                return usages.get(best).takeRoom(union.spaces.get(best), lgBits);
            }
            for (int i = 0; i < union.spaces.size(); i++) {
                Integer place = usages.get(i).growAndTake(union, union.spaces.get(i), lgBits);
                if (place != null) {
                    return place;
                }
            }
            int place = union.section.addData(lgBits);
            union.spaces.add(new Space(lgBits, place));
            Usage usage = new Usage();
            usage.lgUsed = lgBits;
            usages.add(usage);
            return place;
        }

        @Override
        public boolean grow(int lgBits, int place, int doublings) {
            boolean impossible = lgBits + doublings > 6 || (place & ((1 << doublings) - 1)) != 0;
            for (int i = 0; i < usages.size(); i++) {
                Space space = union.spaces.get(i);
                if (space.lgBits >= lgBits && place >> (space.lgBits - lgBits) == space.place) {
                    int localPlace = place - (space.place << (space.lgBits - lgBits));
                    boolean grown = usages.get(i).grow(union, space, lgBits, localPlace, doublings);
                    if (impossible && grown) {
                        throw new AmbiguousLayoutException();
                    }
                    return grown;
                }
            }
            throw new IllegalStateException("field of " + (1 << lgBits) + " bits at " + place + " was never added");
        }
    }

    /** How much of one space of a union an alternative uses. Places in here are relative to the space. */
    private static final class Usage {
        /** The smallest size that covers everything used; -1 if nothing is. */
        int lgUsed = -1;

        final Holes holes = new Holes();

        /** The size of the smallest room, without growing the space, for a field; -1 if there is none. */
        int smallestRoom(Space space, int lgBits) {
            if (lgUsed < 0) {
                return lgBits <= space.lgBits ? space.lgBits : -1;
            }
            if (lgBits >= lgUsed) {
                return lgBits < space.lgBits ? lgBits : -1;
            }
            int hole = holes.smallest(lgBits);
            if (hole >= 0) {
                return hole;
            }
            return lgUsed < space.lgBits ? lgUsed : -1;
        }

        int takeRoom(Space space, int lgBits) {
            int place;
            if (lgUsed < 0) {
                place = 0;
                lgUsed = lgBits;
            } else if (lgBits >= lgUsed) {
                // The used part is doubled up to twice the field's size, and the field is its second half.
                holes.addBehind(lgUsed, 1, lgBits);
                lgUsed = lgBits + 1;
                place = 1;
            } else {
                Integer hole = holes.take(lgBits);
                if (hole != null) {
                    place = hole;
                } else {
                    place = 1 << (lgUsed - lgBits);
                    holes.addBehind(lgBits, place + 1, lgUsed);
                    lgUsed++;
                }
            }
            return (space.place << (space.lgBits - lgBits)) + place;
        }

        @Nullable
        Integer growAndTake(Union union, Space space, int lgBits) {
            if (lgUsed < 0) {
                if (!union.grow(space, lgBits)) {
                    return null;
                }
                lgUsed = lgBits;
                return space.place << (space.lgBits - lgBits);
            }
            int wanted = Math.max(lgUsed, lgBits) + 1;
            if (wanted > space.lgBits && !union.grow(space, wanted)) {
                return null;
            }
            holes.addBehind(lgUsed, 1, wanted);
            lgUsed = wanted;
            Integer place = holes.take(lgBits);
            if (place == null) {
                throw new IllegalStateException("no hole in new space");
            }
            return (space.place << (space.lgBits - lgBits)) + place;
        }

        boolean grow(Union union, Space space, int lgBits, int place, int doublings) {
            if (place != 0 || lgUsed != lgBits) {
                return holes.merge(lgBits, place, doublings);
            }
            int wanted = lgBits + doublings;
            if (wanted > space.lgBits && !union.grow(space, wanted)) {
                return false;
            }
            // Compilers up to 0.5 laid this out wrongly, later ones refuse to choose: capnproto#344.
            throw new AmbiguousLayoutException();
        }
    }

    /** The schema is one of those that old compilers laid out wrongly, so that no layout is right for everybody. */
    public static final class AmbiguousLayoutException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private AmbiguousLayoutException() {
            super("ambiguous layout", null, false, false);
        }
    }
}
