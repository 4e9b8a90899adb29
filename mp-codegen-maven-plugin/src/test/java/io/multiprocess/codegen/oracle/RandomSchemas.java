package io.multiprocess.codegen.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes up structs: fields of all sizes with ordinals in any order, groups, unions in each other, unions made of fields that
 * were there before. A struct is made with all its versions: version n has the first n ordinals.
 */
final class RandomSchemas {
    private static final String[] TYPES = {
        "Void",
        "Bool",
        "Bool",
        "Int8",
        "UInt8",
        "Int16",
        "UInt16",
        "Int32",
        "UInt32",
        "Int64",
        "UInt64",
        "Float32",
        "Float64",
        "Text",
        "Data",
        "List(Bool)",
        "List(Text)",
        "AnyPointer",
        "E",
        "Service",
        "Other"
    };

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private int names;

    private RandomSchemas(long seed) {
        this.random = new Random(seed);
    }

    /** A member: a field with its ordinal, or a block of members. */
    private static final class Member {
        final String name;
        final String type;
        final List<Member> block = new ArrayList<>();
        int ordinal = -1;

        Member(String name, String type) {
            this.name = name;
            this.type = type;
        }

        boolean isField() {
            return !type.equals("group") && !type.equals("union") && !type.equals("");
        }
    }

    /** A file with some structs in their last versions. */
    static String file(long seed, int structs) {
        RandomSchemas schemas = new RandomSchemas(seed);
        schemas.header();
        for (int i = 0; i < structs; i++) {
            Member struct = schemas.struct("S" + i);
            schemas.print(struct, Integer.MAX_VALUE);
        }
        return String.join("\n", schemas.lines) + "\n";
    }

    /** One struct in all its versions that are valid: each in a file of its own, as the struct {@code S}. */
    static List<String> versions(long seed) {
        RandomSchemas schemas = new RandomSchemas(seed);
        Member struct = schemas.struct("S");
        List<String> result = new ArrayList<>();
        int count = count(struct);
        for (int version = 1; version <= count; version++) {
            if (isValid(struct, version, true)) {
                schemas.lines.clear();
                schemas.header();
                schemas.print(struct, version);
                result.add(String.join("\n", schemas.lines) + "\n");
            }
        }
        return result;
    }

    private void header() {
        lines.add("@0xd5a0f0c1b2e3b001;");
        lines.add("enum E { a @0; b @1; }");
        lines.add("interface Service {}");
        lines.add("struct Other { x @0 :Int32; }");
    }

    private Member struct(String name) {
        Member struct = new Member(name, "group");
        fill(struct, 1 + random.nextInt(12), 0);
        List<Member> fields = new ArrayList<>();
        collect(struct, fields);
        // Mostly in the order of the file, with some shuffled: both are what people have.
        int shuffled = random.nextInt(3) == 0 ? 0 : random.nextInt(fields.size() + 1);
        Collections.shuffle(fields.subList(0, shuffled), random);
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).ordinal = i;
        }
        return struct;
    }

    private void fill(Member block, int size, int depth) {
        boolean inUnion = block.type.equals("union") || block.type.isEmpty();
        boolean hasUnnamed = inUnion;
        for (int i = 0; i < size; i++) {
            int kind = random.nextInt(10);
            if (kind < 7 || depth > 2) {
                block.block.add(new Member("f" + names++, TYPES[random.nextInt(TYPES.length)]));
            } else if (kind == 7) {
                add(block, "g" + names++, "group", 1 + random.nextInt(5), depth);
            } else if (kind == 8 || hasUnnamed) {
                add(block, "u" + names++, "union", 2 + random.nextInt(4), depth);
            } else {
                hasUnnamed = true;
                add(block, "", "", 2 + random.nextInt(4), depth);
            }
        }
    }

    private void add(Member block, String name, String type, int size, int depth) {
        Member member = new Member(name, type);
        fill(member, size, depth + 1);
        block.block.add(member);
    }

    private static void collect(Member block, List<Member> fields) {
        for (Member member : block.block) {
            if (member.isField()) {
                fields.add(member);
            } else {
                collect(member, fields);
            }
        }
    }

    private static int count(Member block) {
        List<Member> fields = new ArrayList<>();
        collect(block, fields);
        return fields.size();
    }

    private static boolean has(Member member, int version) {
        return member.isField()
                ? member.ordinal < version
                : member.block.stream().anyMatch(inner -> has(inner, version));
    }

    /** Unions need two members. A union that has only one so far stands as that one would be no older version. */
    private static boolean isValid(Member block, int version, boolean top) {
        long members =
                block.block.stream().filter(member -> has(member, version)).count();
        boolean union = block.type.equals("union") || block.type.isEmpty();
        return (top || members == 0 || !union || members >= 2)
                && block.block.stream()
                        .filter(member -> !member.isField())
                        .allMatch(member -> isValid(member, version, false));
    }

    private void print(Member struct, int version) {
        lines.add("struct " + struct.name + " {");
        printBlock(struct, version, "  ");
        lines.add("}");
    }

    private void printBlock(Member block, int version, String indent) {
        for (Member member : block.block) {
            if (!has(member, version)) {
                continue;
            }
            if (member.isField()) {
                lines.add(indent + member.name + " @" + member.ordinal + " :" + member.type + ";");
                continue;
            }
            lines.add(indent + (member.type.isEmpty() ? "union {" : member.name + " :" + member.type + " {"));
            printBlock(member, version, indent + "  ");
            lines.add(indent + "}");
        }
    }
}
