package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import java.util.Set;

/**
 * The library methods that give what goes in, in another form. Of what is not named here it is
 * taken that it makes something of its own.
 */
final class Forms {
  private Forms() {}

  /** Library methods that give what they are called on, or what they are given, in another form. */
  static final Set<String> FORMS =
      Set.of(
          "orElse",
          "orElseThrow",
          "orElseGet",
          "get",
          "getFirst",
          "getLast",
          "toString",
          "trim",
          "strip",
          "toLowerCase",
          "toUpperCase",
          "substring",
          "split",
          "replace",
          "replaceAll",
          "replaceFirst",
          "valueOf",
          "fromString",
          "parseLong",
          "parseInt",
          "of",
          "ofNullable",
          "requireNonNull",
          "requireNonNullElse",
          "requireNonNullElseGet",
          "format",
          "formatted",
          "concat",
          "join",
          "getOrDefault",
          "map",
          "flatMap",
          "filter",
          "readValue",
          "readTree",
          "block",
          "stream",
          "findFirst",
          "findAny",
          "asText",
          "path",
          "textValue",
          "at",
          "toList",
          "getBody",
          "body",
          "getPayload",
          "getValue",
          "value",
          "key",
          "headers",
          "getHeaders",
          "intern",
          "or",
          "next",
          "iterator",
          "defaultIfEmpty",
          "defaultIfBlank",
          "defaultString",
          "firstNonNull",
          "switchIfEmpty",
          "justOrEmpty",
          "just",
          "firstHeader",
          "lastHeader",
          "header",
          "build",
          "toBuilder",
          "asString",
          "getRequest",
          "getText",
          "stripPrefix",
          "removeStart",
          "substringAfter",
          "substringBefore",
          "queryParams",
          "pathVariable",
          "queryParam",
          "collect",
          "toUpperCaseAscii",
          "nameUUIDFromBytes",
          "decode",
          "decodeBase64",
          "readLine",
          "getInputStream",
          "getReader");

  /** What makes them form something else than what goes in. */
  static final Set<String> VERIFIERS =
      Set.of(
          "jwtdecoder",
          "decoder",
          "verifier",
          "parser",
          "validator",
          "introspector",
          "authenticator");

  /** Whether a call puts its arguments into what it is called on. */
  static boolean isFill(Expr.Call call) {
    return call.name().startsWith("set")
        || call.name().startsWith("add")
        || call.name().startsWith("put")
        || call.name().startsWith("with")
        || call.name().equals("append");
  }
}
