package dev.watertight.core.config;

import static dev.watertight.core.config.Key.section;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of {@link Keys} that describes the project's code. */
final class CodeKeys {
  static final Key CODE =
      section(
          "code",
          "How the project's Java code keeps tenants apart.",
          Key.of(
                  "sources",
                  Shape.ListOf.texts(TextKind.PATH),
                  "[src/main/java, src/main/resources]",
                  "Folders to read, relative to the project's root.")
              .defaults("src/main/java,src/main/resources")
              .matching("folder"),
          Key.of(
                  "tenant-factory",
                  Shape.ListOf.texts(TextKind.JAVA_NAME),
                  "[com.acme.data.tenant]",
                  "Packages (with `*` and `..`) or classes that alone may touch tenant tables. A statement"
                      + " in a mapper file that code runs by name belongs to its namespace, or to the"
                      + " package that its folder spells.")
              .otherwise("detected")
              .matching("package or class"),
          Key.of(
                  "tenant-scope-types",
                  Shape.ListOf.texts(TextKind.JAVA_NAME),
                  "[com.acme.data.tenant.TenantDb]",
                  "Types whose instances are bound to one tenant.")
              .otherwise("detected")
              .matching("type"),
          Key.of(
                  "verified-identity",
                  Shape.ListOf.texts(TextKind.JAVA_NAME),
                  "[com.acme.auth.Session]",
                  "Types that a tenant id may come from.")
              .matching("type"),
          Key.of(
              "across-tenants",
              new Shape.ListOf(
                  Optional.of(new Shape.Text(TextKind.JAVA_NAME)),
                  Optional.of(acrossTenants()),
                  false),
              "[com.acme.TenantIgnore, {call: \"com.acme.TenantUtils#executeIgnore\", reason: \"…\"}]",
              "How the project marks a reviewed cross-tenant access, beside `@AcrossTenants`: the"
                  + " name of an annotation that carries its own reason, or a map."),
          Key.of(
                  "tenant-predicates",
                  Shape.ListOf.texts(TextKind.JAVA_METHOD),
                  "[\"com.acme.Repo#defaultFilter(String)\"]",
                  "Methods that return a condition on the current tenant; a signature picks one of"
                      + " several overloads.")
              .otherwise("detected")
              .matching("method"),
          Key.of(
                  "ownership-checks",
                  Shape.ListOf.texts(TextKind.JAVA_METHOD),
                  "[\"com.acme.web.BaseController#checkOwner\"]",
                  "Methods after which what goes in, or comes out, is verified to be the tenant's.")
              .matching("method"),
          Key.of(
                  "tenant-types",
                  Shape.ListOf.texts(TextKind.JAVA_NAME),
                  "[com.acme.CallContext]",
                  "Types of objects that carry the tenant.")
              .matching("type"),
          section(
              "context",
              "Methods that change the tenant context.",
              contextMethods("set", "com.acme.Db#setRole", "that set the tenant context."),
              contextMethods("lift", "com.acme.Db#clearRole", "that lift the tenant context."),
              contextMethods("restore", "com.acme.Db#setRole", "that restore the tenant context.")),
          section(
              "sql-templates",
              "SQL kept in template files.",
              Key.of(
                      "files",
                      Shape.ListOf.texts(TextKind.GLOB),
                      "[\"**/*.sql.stg\"]",
                      "The template files, relative to the project's root.")
                  .matching("file"),
              Key.of(
                      "tenant-macros",
                      Shape.ListOf.texts(TextKind.TEXT),
                      "[AND_CHECK_TENANT]",
                      "Names of the macros that add the tenant condition.")
                  .matching("macro")),
          section(
              "caches",
              "The project's own caches.",
              Key.of(
                      "annotations",
                      Shape.ListOf.texts(TextKind.JAVA_NAME),
                      "[com.acme.BatchCacheable]",
                      "Annotations that cache what a method returns.")
                  .matching("annotation"),
              Key.of(
                  "key-attributes",
                  Shape.ListOf.texts(TextKind.TEXT),
                  "[key, prefix]",
                  "Attributes of these annotations that make up the key."),
              Key.of(
                  "tenant-expressions",
                  Shape.ListOf.texts(TextKind.TEXT),
                  "[\"#tenantId\"]",
                  "Texts in a key that stand for the tenant.")),
          Key.of(
              "query-apis",
              new Shape.ListOf(
                  Optional.empty(),
                  Optional.of(
                      Shape.Section.of(
                          Key.of(
                                  "type",
                                  new Shape.Text(TextKind.JAVA_NAME),
                                  "org.flowable.task.api.TaskQuery",
                                  "The type of the query.")
                              .needed()
                              .matching("type"),
                          Key.of(
                                  "tenant",
                                  Shape.ListOf.texts(TextKind.TEXT),
                                  "[taskTenantId]",
                                  "Its methods that constrain the tenant.")
                              .needed(),
                          Key.of(
                                  "end",
                                  Shape.ListOf.texts(TextKind.TEXT),
                                  "[list, count, singleResult]",
                                  "Its methods that run the query.")
                              .needed())),
                  false),
              "[{type: org.flowable.task.api.TaskQuery, tenant: [taskTenantId], end: [list]}]",
              "Fluent queries of a library, with no SQL in sight."));

  private CodeKeys() {}

  private static Shape.Section acrossTenants() {
    return new Shape.Section(
        List.of(
            Key.of(
                    "annotation",
                    new Shape.Text(TextKind.JAVA_NAME),
                    "com.acme.Tenant",
                    "The name of an annotation.")
                .matching("annotation"),
            Key.of(
                    "method",
                    new Shape.Text(TextKind.METHOD_PATTERN),
                    "\"*ForAllTenants\"",
                    "A pattern of method names.")
                .matching("method"),
            Key.of(
                    "call",
                    new Shape.Text(TextKind.JAVA_METHOD),
                    "\"com.acme.TenantUtils#executeIgnore\"",
                    "A method whose lambda is the access.")
                .matching("method"),
            Key.of(
                "when",
                new Shape.Entries(TextKind.TEXT, TextKind.SCALAR),
                "{enable: false}",
                "The annotation marks only where its attributes have these values."),
            Key.of(
                "reason",
                new Shape.Text(TextKind.REASON),
                "\"the tenants' own administration\"",
                "Why all accesses so marked are right.")),
        List.of("annotation", "method", "call"),
        Map.of("when", "annotation"));
  }

  private static Key contextMethods(String name, String example, String what) {
    return Key.of(
            name,
            Shape.ListOf.texts(TextKind.JAVA_METHOD),
            "[\"" + example + "\"]",
            "Methods " + what)
        .matching("method");
  }
}
