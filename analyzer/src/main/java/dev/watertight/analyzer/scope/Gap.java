package dev.watertight.analyzer.scope;

/**
 * A relation of a statement that is not seen to be held to the tenant.
 *
 * @param table the table's name
 * @param alias what the statement calls it
 * @param why what is missing, for people, to follow "because"
 * @param open whether a part of the statement is not known that could hold it
 */
public record Gap(String table, String alias, String why, boolean open) {}
