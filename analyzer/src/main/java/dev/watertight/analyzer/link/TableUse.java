package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Span;
import java.util.Optional;

/**
 * A relation that a statement names.
 *
 * @param schema if the statement says it
 * @param name as the statement or the mapping spells it, without quotes
 * @param write whether rows of it are inserted, updated or deleted
 * @param at the call or text that names it
 */
public record TableUse(Optional<String> schema, String name, boolean write, Span at) {}
