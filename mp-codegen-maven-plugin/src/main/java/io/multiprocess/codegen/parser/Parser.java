package io.multiprocess.codegen.parser;

import io.multiprocess.codegen.lexer.Lexer;
import io.multiprocess.codegen.lexer.Statement;
import io.multiprocess.codegen.lexer.Token;
import io.multiprocess.codegen.model.AnnotationTarget;
import io.multiprocess.codegen.parser.Declaration.AnnotationApplication;
import io.multiprocess.codegen.parser.Declaration.Kind;
import io.multiprocess.codegen.parser.Declaration.Param;
import io.multiprocess.codegen.parser.Declaration.ParamList;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes declarations of statements. A statement with a mistake is reported and left out; everything else is kept.
 *
 * <p>Used once, by one thread. Spec: capnproto.org/language.html.
 */
public final class Parser {
    private enum Level {
        FILE,
        ENUM,
        STRUCT,
        INTERFACE
    }

    private final SourceFile file;
    private final DiagnosticLog log;
    private final ExpressionParser expressions;
    private final List<AnnotationApplication> fileAnnotations = new ArrayList<>();
    private Declaration.@Nullable Id fileId;

    @Nullable
    String fileDoc;

    private Parser(SourceFile file, DiagnosticLog log) {
        this.file = file;
        this.log = log;
        this.expressions = new ExpressionParser(file, log);
    }

    /**
     * Lexes and parses a whole file.
     *
     * @param file the file
     * @param log where mistakes are reported; has none of other files
     * @return the file's declaration, with everything that could be made out
     */
    public static Declaration parse(SourceFile file, DiagnosticLog log) {
        Parser parser = new Parser(file, log);
        List<Declaration> declarations = new ArrayList<>();
        for (Statement statement : Lexer.lex(file, log)) {
            Declaration declaration = parser.statement(statement, Level.FILE);
            if (declaration != null) {
                declarations.add(declaration);
            }
        }
        if (parser.fileId == null) {
            long id = new SecureRandom().nextLong() | Long.MIN_VALUE;
            parser.fileId = new Declaration.Id(id, 0, 0);
            // A parse error may well have hidden the id that is there.
            if (!log.hasErrors()) {
                log.error(
                        file.location(0, 0),
                        "The file does not declare an ID. Add this line, with an ID that was made for you just now: "
                                + String.format("@0x%016x;", id));
            }
        }
        return new Declaration(
                Kind.FILE,
                new Name("", 0, 0),
                parser.fileId,
                List.of(),
                declarations,
                parser.fileAnnotations,
                parser.fileDoc,
                0,
                file.content().length,
                null,
                null,
                List.of(),
                null,
                null,
                Set.of());
    }

    // ------------------------------------------------------------------ statements

    private @Nullable Declaration statement(Statement statement, Level level) {
        Draft draft;
        Cursor cursor = new Cursor(statement);
        try {
            draft = declaration(cursor, level);
            if (draft != null) {
                cursor.expectEnd();
            }
        } catch (SyntaxException e) {
            error(e.start, e.end, e.message);
            return null;
        }
        if (draft == null) {
            if (statement.block() != null) {
                error(statement.start(), statement.end(), "This statement should end with a semicolon, not a block.");
            }
            return null;
        }
        List<Declaration> nested = new ArrayList<>();
        List<Statement> block = statement.block();
        if (draft.members == null && block != null) {
            error(statement.start(), statement.end(), "This statement should end with a semicolon, not a block.");
        } else if (draft.members != null && block == null) {
            error(statement.start(), statement.end(), "This statement should end with a block, not a semicolon.");
        } else if (draft.members != null && block != null) {
            for (Statement member : block) {
                Declaration declaration = statement(member, draft.members);
                if (declaration != null) {
                    nested.add(declaration);
                }
            }
        }
        return draft.build(nested, statement);
    }

    private @Nullable Draft declaration(Cursor cursor, Level level) throws SyntaxException {
        if (level == Level.FILE) {
            if (cursor.isOperator("@")) {
                Declaration.Id id = uid(cursor);
                cursor.expectEnd();
                if (fileId != null) {
                    error(id.start(), id.end(), "A file can only have one ID.");
                } else {
                    fileId = id;
                    fileDoc = cursor.statement.docComment();
                }
                return null;
            }
            if (cursor.isOperator("$")) {
                AnnotationApplication annotation = annotation(cursor);
                cursor.expectEnd();
                fileAnnotations.add(annotation);
                return null;
            }
        }
        // Keywords are no reserved words: `struct @0 :Text` is a field. So members are tried first, by their shape.
        if (level == Level.ENUM) {
            return enumerant(cursor);
        }
        if (level == Level.INTERFACE && cursor.isOperatorAhead(1, "@")) {
            return method(cursor);
        }
        if (level == Level.STRUCT) {
            if (cursor.isKeyword("union") && cursor.remaining() == 1) {
                Token keyword = cursor.next();
                Draft draft = new Draft(Kind.UNION, new Name("", keyword.start(), keyword.end()));
                draft.members = Level.STRUCT;
                return draft;
            }
            if (cursor.isOperatorAhead(1, "@") || cursor.isOperatorAhead(1, ":")) {
                return member(cursor);
            }
        }
        if (cursor.peek() instanceof Token.Identifier identifier) {
            Draft draft = keyword(cursor, identifier.name(), level);
            if (draft != null) {
                return draft;
            }
            String suggestion = Suggestions.closest(
                    identifier.name(), List.of("using", "const", "annotation", "enum", "struct", "interface"));
            if (suggestion != null && cursor.remaining() > 1) {
                throw cursor.failure("unknown kind of declaration; did you mean '" + suggestion + "'?");
            }
            if (level == Level.STRUCT) {
                cursor.next();
                throw cursor.failure("expected '@' and a number, or ':', behind the field's name");
            }
            if (level == Level.INTERFACE) {
                cursor.next();
                throw cursor.failure("expected '@' and a number behind the method's name");
            }
        }
        throw cursor.failure("expected a declaration");
    }

    /** What begins with one of the keywords; null if it does not. */
    private @Nullable Draft keyword(Cursor cursor, String keyword, Level level) throws SyntaxException {
        return switch (keyword) {
            case "using" -> using(cursor);
            case "const" -> constant(cursor);
            case "annotation" -> annotationDeclaration(cursor);
            case "enum" -> type(cursor, Kind.ENUM, Level.ENUM);
            case "struct" -> type(cursor, Kind.STRUCT, Level.STRUCT);
            case "interface" -> type(cursor, Kind.INTERFACE, Level.INTERFACE);
            case "union" -> {
                if (level == Level.STRUCT) {
                    throw cursor.failure("expected '{' behind 'union'");
                }
                yield null;
            }
            default -> null;
        };
    }

    private Draft using(Cursor cursor) throws SyntaxException {
        cursor.next();
        Name name = null;
        if (cursor.peek() instanceof Token.Identifier && cursor.isOperatorAhead(1, "=")) {
            name = cursor.identifier("a name");
            cursor.next();
        }
        Expression target = expressions.parse(cursor);
        if (name == null) {
            if (target instanceof Expression.Member member) {
                name = member.name();
            } else {
                error(
                        target.start(),
                        target.end(),
                        "'using' without '=' must name something inside another scope, as in 'using Foo.Bar;'.");
                name = new Name("", target.start(), target.end());
            }
        }
        Draft draft = new Draft(Kind.USING, name);
        draft.type = target;
        return draft;
    }

    private Draft constant(Cursor cursor) throws SyntaxException {
        cursor.next();
        Draft draft = new Draft(Kind.CONST, cursor.identifier("the constant's name"));
        draft.id = optionalUid(cursor);
        cursor.expectOperator(":", "and the constant's type");
        draft.type = expressions.parse(cursor);
        cursor.expectOperator("=", "and the constant's value");
        draft.value = expressions.parse(cursor);
        draft.annotations = annotations(cursor);
        return draft;
    }

    /** Enums, structs and interfaces. */
    private Draft type(Cursor cursor, Kind kind, Level members) throws SyntaxException {
        cursor.next();
        Draft draft = new Draft(kind, cursor.identifier("a name"));
        draft.members = members;
        draft.id = optionalUid(cursor);
        if (kind != Kind.ENUM && cursor.peek() instanceof Token.Parenthesized list) {
            cursor.next();
            draft.parameters = names(list.items(), list);
        }
        if (kind == Kind.INTERFACE && cursor.isKeyword("extends")) {
            cursor.next();
            if (!(cursor.peek() instanceof Token.Parenthesized list)) {
                throw cursor.failure("expected the extended interfaces in parentheses");
            }
            cursor.next();
            List<Expression> superclasses = new ArrayList<>();
            for (List<Token> item : list.items()) {
                Expression superclass = expressions.item(item, list, expressions::parse);
                if (superclass != null) {
                    superclasses.add(superclass);
                }
            }
            draft.superclasses = superclasses;
        }
        draft.annotations = annotations(cursor);
        return draft;
    }

    private Draft enumerant(Cursor cursor) throws SyntaxException {
        Draft draft = new Draft(Kind.ENUMERANT, cursor.identifier("an enumerant's name"));
        draft.id = ordinal(cursor);
        draft.annotations = annotations(cursor);
        return draft;
    }

    /** A field, group or named union, whose name is followed by {@code @} or {@code :}. */
    private Draft member(Cursor cursor) throws SyntaxException {
        Name name = cursor.identifier("a field's name");
        Declaration.Id ordinal = null;
        boolean exclamation = false;
        boolean colon = false;
        if (cursor.isOperator("@")) {
            ordinal = ordinal(cursor);
            if (cursor.isOperator("!")) {
                cursor.next();
                exclamation = true;
            }
        }
        if (cursor.isOperator(":")) {
            cursor.next();
            colon = true;
        }
        int position = cursor.position;
        if (cursor.isKeyword("union") || (cursor.isKeyword("group") && ordinal == null)) {
            Kind kind = cursor.isKeyword("union") ? Kind.UNION : Kind.GROUP;
            cursor.next();
            // A type may be called `union` by somebody, but only a block follows the keyword.
            if (ordinal == null || cursor.statement.block() != null) {
                Draft draft = new Draft(kind, name);
                draft.members = Level.STRUCT;
                draft.id = ordinal;
                draft.annotations = annotations(cursor);
                if (ordinal != null && !exclamation) {
                    error(
                            ordinal.start(),
                            ordinal.end(),
                            "Unions need no number. If this is an old protocol that numbered its unions, write '@"
                                    + ordinal.value()
                                    + "!' to say that the number is needed; else remove it.");
                }
                if (!colon) {
                    error(name.start(), name.end(), "Expected ':' before 'union', as in 'foo :union {'.");
                }
                return draft;
            }
            cursor.position = position;
        }
        if (cursor.isKeyword("group") && cursor.statement.block() != null) {
            throw cursor.failure("groups have no number");
        }
        if (ordinal == null) {
            throw cursor.failure("expected '@' and a number between the field's name and its type");
        }
        if (exclamation || !colon) {
            throw cursor.failure("expected ':' and the field's type");
        }
        Draft draft = new Draft(Kind.FIELD, name);
        draft.id = ordinal;
        draft.type = expressions.parse(cursor);
        if (cursor.isOperator("=")) {
            cursor.next();
            draft.value = expressions.parse(cursor);
        }
        draft.annotations = annotations(cursor);
        return draft;
    }

    private Draft method(Cursor cursor) throws SyntaxException {
        Draft draft = new Draft(Kind.METHOD, cursor.identifier("a method's name"));
        draft.id = ordinal(cursor);
        if (cursor.peek() instanceof Token.Bracketed list) {
            cursor.next();
            draft.parameters = names(list.items(), list);
        }
        draft.params = paramList(cursor);
        if (cursor.isOperator("->")) {
            cursor.next();
            draft.results = paramList(cursor);
        }
        draft.annotations = annotations(cursor);
        return draft;
    }

    private ParamList paramList(Cursor cursor) throws SyntaxException {
        if (cursor.peek() instanceof Token.Parenthesized list) {
            cursor.next();
            List<Param> params = new ArrayList<>();
            for (List<Token> item : list.items()) {
                Param param = expressions.item(item, list, this::param);
                if (param != null) {
                    params.add(param);
                }
            }
            return new ParamList(ParamList.Form.NAMED, params, null, list.start(), list.end());
        }
        if (cursor.isKeyword("stream")) {
            Token keyword = cursor.next();
            return new ParamList(ParamList.Form.STREAM, List.of(), null, keyword.start(), keyword.end());
        }
        if (cursor.atEnd()) {
            throw cursor.failure("expected parameters in parentheses");
        }
        Expression type = expressions.parse(cursor);
        return new ParamList(ParamList.Form.TYPE, List.of(), type, type.start(), type.end());
    }

    private Param param(Cursor cursor) throws SyntaxException {
        int start = cursor.peekStart();
        Name name = cursor.identifier("a parameter's name");
        cursor.expectOperator(":", "and the parameter's type");
        Expression type = expressions.parse(cursor);
        Expression value = null;
        if (cursor.isOperator("=")) {
            cursor.next();
            value = expressions.parse(cursor);
        }
        List<AnnotationApplication> annotations = annotations(cursor);
        return new Param(name, type, value, annotations, start, cursor.lastEnd());
    }

    private Draft annotationDeclaration(Cursor cursor) throws SyntaxException {
        cursor.next();
        Draft draft = new Draft(Kind.ANNOTATION, cursor.identifier("the annotation's name"));
        draft.id = optionalUid(cursor);
        if (!(cursor.peek() instanceof Token.Parenthesized list)) {
            throw cursor.failure("expected the annotation's targets in parentheses");
        }
        cursor.next();
        draft.targets = targets(list);
        cursor.expectOperator(":", "and the type of the annotation's value");
        draft.type = expressions.parse(cursor);
        draft.annotations = annotations(cursor);
        return draft;
    }

    private Set<AnnotationTarget> targets(Token.Parenthesized list) {
        Set<AnnotationTarget> targets = EnumSet.noneOf(AnnotationTarget.class);
        List<AnnotationTarget> all = List.of(AnnotationTarget.values());
        List<String> keywords = all.stream().map(AnnotationTarget::keyword).toList();
        for (List<Token> item : list.items()) {
            Name name = expressions.item(item, list, cursor -> {
                if (cursor.isOperator("*")) {
                    Token star = cursor.next();
                    return new Name("*", star.start(), star.end());
                }
                return cursor.identifier("a target");
            });
            if (name == null) {
                continue;
            }
            if (name.text().equals("*")) {
                if (list.items().size() > 1) {
                    error(name.start(), name.end(), "'*' should not be specified together with other targets.");
                }
                targets.addAll(all);
                continue;
            }
            int index = keywords.indexOf(name.text());
            if (index < 0) {
                error(
                        name.start(),
                        name.end(),
                        "'" + name.text() + "' is not a valid annotation target."
                                + Suggestions.sentence(name.text(), keywords));
            } else if (!targets.add(all.get(index))) {
                error(name.start(), name.end(), "Duplicate target specification.");
            }
        }
        return targets;
    }

    // ------------------------------------------------------------------ parts

    private static Declaration.@Nullable Id number(Cursor cursor) {
        if (cursor.isOperator("@") && cursor.peek(1) instanceof Token.Int number) {
            cursor.next();
            cursor.next();
            return new Declaration.Id(number.value(), number.start(), number.end());
        }
        return null;
    }

    private Declaration.Id uid(Cursor cursor) throws SyntaxException {
        Declaration.Id id = number(cursor);
        if (id == null) {
            throw cursor.failure("expected '@' and an ID");
        }
        if (id.value() >= 0) {
            error(
                    id.start(),
                    id.end(),
                    "Invalid ID: the highest of its 64 bits must be set. Make one with the 'id' command.");
        }
        return id;
    }

    private Declaration.@Nullable Id optionalUid(Cursor cursor) throws SyntaxException {
        return cursor.isOperator("@") ? uid(cursor) : null;
    }

    private Declaration.Id ordinal(Cursor cursor) throws SyntaxException {
        Declaration.Id ordinal = number(cursor);
        if (ordinal == null) {
            throw cursor.failure("expected '@' and a number");
        }
        if (ordinal.value() < 0 || ordinal.value() > 65535) {
            error(ordinal.start(), ordinal.end(), "Ordinals cannot be greater than 65535.");
            return new Declaration.Id(65535, ordinal.start(), ordinal.end());
        }
        return ordinal;
    }

    private List<AnnotationApplication> annotations(Cursor cursor) throws SyntaxException {
        List<AnnotationApplication> result = new ArrayList<>();
        while (cursor.isOperator("$")) {
            result.add(annotation(cursor));
        }
        return result;
    }

    private AnnotationApplication annotation(Cursor cursor) throws SyntaxException {
        cursor.next();
        Expression expression = expressions.parse(cursor);
        // The value was parsed as parameters of the name.
        if (expression instanceof Expression.Application application) {
            List<Expression.Param> params = application.params();
            Expression value = params.size() == 1 && params.get(0).name() == null
                    ? params.get(0).value()
                    : new Expression.Tuple(params, application.start(), application.end());
            return new AnnotationApplication(application.function(), value);
        }
        return new AnnotationApplication(expression, null);
    }

    private List<Name> names(List<List<Token>> items, Token list) {
        List<Name> result = new ArrayList<>();
        for (List<Token> item : items) {
            Name name = expressions.item(item, list, cursor -> cursor.identifier("a name"));
            if (name != null) {
                result.add(name);
            }
        }
        return result;
    }

    // ------------------------------------------------------------------ infrastructure

    private void error(int start, int end, String message) {
        log.error(file.location(start, end), message);
    }

    /** The declaration that is being put together. */
    private static final class Draft {
        final Kind kind;
        final Name name;

        @Nullable
        Level members;

        Declaration.@Nullable Id id;

        List<Name> parameters = List.of();
        List<AnnotationApplication> annotations = List.of();

        @Nullable
        Expression type;

        @Nullable
        Expression value;

        List<Expression> superclasses = List.of();

        @Nullable
        ParamList params;

        @Nullable
        ParamList results;

        Set<AnnotationTarget> targets = Set.of();

        Draft(Kind kind, Name name) {
            this.kind = kind;
            this.name = name;
        }

        Declaration build(List<Declaration> nested, Statement statement) {
            return new Declaration(
                    kind,
                    name,
                    id,
                    parameters,
                    nested,
                    annotations,
                    statement.docComment(),
                    statement.start(),
                    statement.end(),
                    type,
                    value,
                    superclasses,
                    params,
                    results,
                    targets);
        }
    }
}
