package io.gantry.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A policy that has been read: compiled once, asked often. */
public final class PolicyDocument {
    private final List<Statement> statements;

    PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a document.
     *
     * @param json the text as the caller sent it
     * @param kind where it is to stand
     * @throws MalformedPolicy with IAM's message when it is none
     */
    public static PolicyDocument parse(String json, PolicyKind kind) {
        return PolicyReader.read(json, kind);
    }

    /** The statements in the document's order. */
    List<Statement> statements() {
        return statements;
    }

    /**
     * The condition keys that the document asks for, in its conditions and variables, in lower case: what
     * GetContextKeysForCustomPolicy answers.
     */
    public Set<String> conditionKeys() {
        Set<String> keys = new TreeSet<>();
        statements.forEach(statement -> statement.collectKeys(keys));
        return keys;
    }

    /** The principals that the document names, as it writes them: what has to exist when a trust policy is set. */
    public List<PrincipalPattern> principals() {
        return statements.stream()
                .flatMap(statement -> statement.principals().stream())
                .flatMap(principals -> principals.patterns().stream())
                .toList();
    }
}
