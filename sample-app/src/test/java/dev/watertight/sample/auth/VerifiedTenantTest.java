package dev.watertight.sample.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTenantTest {
  @TempDir private Path classes;

  @Test
  void aSessionNamesItsUserAndItsTenant() {
    Session session = new Session("user_ada", "org_acme");

    assertThat(session.userId()).isEqualTo("user_ada");
    assertThat(session.tenant())
        .hasValueSatisfying(
            tenant -> {
              assertThat(tenant.organizationId()).isEqualTo("org_acme");
              assertThat(tenant.userId()).isEqualTo("user_ada");
            });
  }

  @Test
  void aSessionWithoutAnActiveOrganizationHasNoTenant() {
    assertThat(new Session("user_ada", null).tenant()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "acme", "org_", "org_a'b", "org_a b", "ORG_acme", "org_acme\n"})
  void anIdThatIsNotTheProvidersIsRefused(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Session("user_ada", id));
  }

  @Test
  void aSessionWithoutAUserIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Session(" ", "org_acme"));
  }

  @Test
  void outsideThisPackageAStringDoesNotBecomeATenant() {
    assertThat(errorsOf("String id(VerifiedTenant t) { return t.organizationId(); }")).isEmpty();
    assertThat(errorsOf("VerifiedTenant t = new VerifiedTenant(\"org_b\", \"user_a\");"))
        .singleElement()
        .asString()
        .contains("not public");
    assertThat(errorsOf("Session s = new Session(\"user_a\", \"org_b\");"))
        .singleElement()
        .asString()
        .contains("not public");
    assertThat(errorsOf("class Mine extends VerifiedTenant {}")).isNotEmpty();
    assertThat(errorsOf("class Mine extends Session {}")).isNotEmpty();
  }

  private List<String> errorsOf(String member) {
    String source =
        "package other; import dev.watertight.sample.auth.*; class Probe { " + member + " }";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    compiler
        .getTask(
            null,
            null,
            diagnostics,
            List.of("-proc:none", "-implicit:none", "-d", classes.toString()),
            null,
            List.of(
                new SimpleJavaFileObject(
                    URI.create("string:///other/Probe.java"), JavaFileObject.Kind.SOURCE) {
                  @Override
                  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                  }
                }))
        .call();
    // A copy: on newer JDKs to ask for a message may add a diagnostic.
    return List.copyOf(diagnostics.getDiagnostics()).stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }
}
