package dev.watertight.database.audit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final List<String> FUNCTIONS = List.of("current_setting", "public.current_org");

  @Test
  void aCallInASubSelectIsNoBareOne() {
    assertThat(
            expression("(id = ( SELECT current_setting('app.org'::text, true) AS current_setting))")
                .calls(FUNCTIONS))
        .isFalse();
  }

  @Test
  void aBareCallIsWrappedWithItsArguments() {
    assertThat(
            expression("(id = (NULLIF(current_setting('a)b'::text, true), ''::text))::uuid)")
                .wrapped(FUNCTIONS))
        .isEqualTo("(id = (NULLIF((select current_setting('a)b'::text, true)), ''::text))::uuid)");
  }

  @Test
  void everyBareCallIsWrapped() {
    assertThat(
            expression("((id = public.current_org()) OR (x = current_setting('y'::text)))")
                .wrapped(FUNCTIONS))
        .isEqualTo(
            "((id = (select public.current_org())) OR (x = (select current_setting('y'::text))))");
  }

  @Test
  void aNameInALiteralIsNoCall() {
    assertThat(expression("(id <> 'current_setting('::text)").calls(FUNCTIONS)).isFalse();
  }

  @Test
  void aColumnAmongTheArgumentsIsSeen() {
    assertThat(expression("public.current_org(organization_id)").callsWith(FUNCTIONS, "id"))
        .isFalse();
    assertThat(
            expression("public.current_org(organization_id)")
                .callsWith(FUNCTIONS, "organization_id"))
        .isTrue();
  }

  @Test
  void aCastOrAFunctionOnTheColumnChangesItAndAComparisonDoesNot() {
    assertThat(expression("((org)::text = 'a'::text)").changes("notes", "org")).isTrue();
    assertThat(expression("(lower(notes.org) = 'a'::text)").changes("notes", "org")).isTrue();
    assertThat(expression("(COALESCE(org, ''::text) = 'a'::text)").changes("notes", "org"))
        .isTrue();
    assertThat(expression("(org = ANY (ARRAY['a'::text]))").changes("notes", "org")).isFalse();
    assertThat(expression("(org = ( SELECT lower(m.org) FROM m))").changes("notes", "org"))
        .isFalse();
  }

  private static Expression expression(String text) {
    return new Expression(text);
  }
}
