package dev.watertight.analyzer.facts;

/**
 * Modifiers that matter, as one flag each. Members of interfaces carry what the language implies
 * (public; static final for fields).
 */
public record Modifiers(
    boolean isPublic,
    boolean isPrivate,
    boolean isStatic,
    boolean isFinal,
    boolean isAbstract,
    boolean isDefault) {}
