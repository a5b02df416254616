package dev.watertight.core.report.html;

/** Expressions that ask a page about itself. */
final class Probes {
  /** Texts whose colour is too close to what is behind them (WCAG 2.2, 1.4.3, level AA). */
  static final String WEAK_CONTRAST =
      """
      (() => {
        const parse = c => c.match(/[\\d.]+/g).map(Number);
        const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = e => {
          for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] > 0) return c;
          }
          return [255, 255, 255];
        };
        const weak = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let n = walker.nextNode(); n; n = walker.nextNode()) {
          const e = n.parentElement;
          if (!n.data.trim() || e.matches('script, style, option')) continue;
          const style = getComputedStyle(e);
          const [a, b] = [luminance(parse(style.color)), luminance(behind(e))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) weak.add(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
        }
        return [...weak];
      })()
      """;

  /** Elements that stick out of the window, but for those inside a region that scrolls itself. */
  static final String WIDER_THAN_THE_WINDOW =
      """
      [...document.querySelectorAll('main *')]
        .filter(e => !e.closest('.scroll') || e.matches('.scroll'))
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.tagName + '.' + e.className)
        .slice(0, 5)
      """;

  /** How many findings show nothing but their summary. */
  static final String FINDINGS_WITHOUT_BODY =
      """
      [...document.querySelectorAll('.f')].filter(f => {
        const body = f.querySelector('.body');
        return !body.checkVisibility({contentVisibilityAuto: true})
          || body.getBoundingClientRect().bottom > f.getBoundingClientRect().bottom + 1;
      }).length
      """;

  /** Code whose end lies outside of its box. */
  static final String CUT_CODE =
      """
      [...document.querySelectorAll('.code, .proof dd, .prose pre')]
        .filter(e => e.scrollWidth > e.clientWidth + 1)
        .map(e => e.textContent.slice(0, 60))
      """;

  private Probes() {}
}
