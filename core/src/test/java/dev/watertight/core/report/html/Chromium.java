package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One headless Chromium, spoken to by its own DevTools protocol over the JDK's WebSocket: no driver
 * program and no client library is needed beside the browser.
 */
final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Object arrival = new Object();

  private Chromium(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listener())
            .join();
  }

  /** Skips the test where there is no browser, and says what to install. */
  static void assumeInstalled() {
    assumeTrue(
        binary().isPresent(),
        "no Chromium: install the package chromium (or google-chrome), or name one in CHROME_BIN");
  }

  /** Starts a browser, if there is one, with a profile of its own. */
  static Optional<Chromium> start(Path profile) throws IOException, InterruptedException {
    Optional<String> binary = binary();
    if (binary.isEmpty()) {
      return Optional.empty();
    }
    Process process =
        new ProcessBuilder(
                binary.orElseThrow(),
                "--headless=new",
                "--disable-gpu",
                "--no-sandbox",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling(profile.getFileName() + ".log").toFile())
            .start();
    return Optional.of(new Chromium(process, "ws://127.0.0.1:" + awaitPort(process, profile)));
  }

  private static Optional<String> binary() {
    Stream<String> named = Stream.ofNullable(System.getenv("CHROME_BIN"));
    List<String> folders =
        Arrays.asList(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
    Stream<String> onPath =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> folders.stream().map(folder -> folder + File.separator + name));
    return Stream.concat(named, onPath).filter(p -> Files.isExecutable(Path.of(p))).findFirst();
  }

  /** The browser writes its port and path to a file of its profile once it listens. */
  private static String awaitPort(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() == 2) {
          return lines.get(0) + lines.get(1);
        }
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new IllegalStateException("Chromium did not open its debugging port; see " + profile);
  }

  /** Opens a file in a new tab and waits until it is loaded. */
  Tab open(Path file) {
    return open(file.toUri().toString(), 1400, 900);
  }

  /** Opens an address in a new tab of the given size in CSS pixels and waits until it is loaded. */
  Tab open(String address, int width, int height) {
    String target =
        call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    String session =
        call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    Tab tab = new Tab(target, session);
    for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
      call(session, domain + ".enable", Map.of());
    }
    tab.resize(width, height);
    tab.load(address);
    return tab;
  }

  private JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      String text =
          JSON.writeValueAsString(
              session.isEmpty()
                  ? Map.of("id", id, "method", method, "params", parameters)
                  : Map.of("id", id, "method", method, "params", parameters, "sessionId", session));
      socket.sendText(text, true).join();
      JsonNode message = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(message.has("error")).as("%s: %s", method, message).isFalse();
      return message.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method, e);
    }
  }

  /** Asks the browser to end, so that it removes what it made, and ends it if it does not. */
  @Override
  public void close() {
    call("", "Browser.close", Map.of());
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One tab. */
  final class Tab implements AutoCloseable {
    private final String target;
    private final String session;

    /** Any command of the protocol. */
    JsonNode command(String method, Map<String, ?> parameters) {
      return call(session, method, parameters);
    }

    Tab(String target, String session) {
      this.target = target;
      this.session = session;
    }

    void load(String address) {
      events.removeIf(e -> isMine(e, "Page.loadEventFired"));
      call(session, "Page.navigate", Map.of("url", address));
      await("Page.loadEventFired");
    }

    void resize(int width, int height) {
      call(
          session,
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** {@code print} or {@code screen}, with a media feature such as prefers-color-scheme. */
    void media(String type, String feature, String value) {
      call(
          session,
          "Emulation.setEmulatedMedia",
          Map.of("media", type, "features", List.of(Map.of("name", feature, "value", value))));
    }

    void disableScripts() {
      call(session, "Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** The value of an expression, run by the tester; the page's own policy does not bind it. */
    JsonNode evaluate(String expression) {
      JsonNode result =
          call(
              session,
              "Runtime.evaluate",
              Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
      assertThat(result.has("exceptionDetails")).as("%s: %s", expression, result).isFalse();
      return result.get("result").path("value");
    }

    /** Presses a key, by the name that the page's scripts see. */
    void press(String key) {
      String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
      Map<String, Object> down =
          Map.of(
              "type", "keyDown", "key", key, "text", text, "windowsVirtualKeyCode", keyCode(key));
      call(session, "Input.dispatchKeyEvent", down);
      call(
          session,
          "Input.dispatchKeyEvent",
          Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", keyCode(key)));
    }

    private int keyCode(String key) {
      return switch (key) {
        case "Enter" -> 13;
        case "Escape" -> 27;
        case "Tab" -> 9;
        default -> Character.toUpperCase(key.charAt(0));
      };
    }

    void type(String text) {
      call(session, "Input.insertText", Map.of("text", text));
    }

    /** Waits until two frames were drawn: what was asked for by then has happened. */
    void settle() {
      evaluate(
          "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
              + " setTimeout(done, 0))))");
    }

    byte[] screenshot(boolean wholePage) {
      String data =
          call(
                  session,
                  "Page.captureScreenshot",
                  Map.of("format", "png", "captureBeyondViewport", wholePage))
              .get("data")
              .asText();
      return java.util.Base64.getDecoder().decode(data);
    }

    byte[] pdf() {
      String data =
          call(
                  session,
                  "Page.printToPDF",
                  Map.of("printBackground", true, "preferCSSPageSize", true))
              .get("data")
              .asText();
      return java.util.Base64.getDecoder().decode(data);
    }

    /** Everything that the console, the log, the policy or an exception has said so far. */
    List<String> complaints() {
      return events.stream()
          .filter(
              e ->
                  isMine(e, "Runtime.consoleAPICalled")
                      || isMine(e, "Runtime.exceptionThrown")
                      || isMine(e, "Log.entryAdded")
                      || isMine(e, "Audits.issueAdded")
                      || isMine(e, "Page.javascriptDialogOpening"))
          .map(JsonNode::toString)
          .toList();
    }

    /** Addresses that the page asked for, itself not counted. */
    List<String> requests() {
      return events.stream()
          .filter(e -> isMine(e, "Network.requestWillBeSent"))
          .filter(e -> !e.at("/params/type").asText().equals("Document"))
          .map(e -> e.at("/params/request/url").asText())
          .toList();
    }

    private boolean isMine(JsonNode event, String method) {
      return event.path("method").asText().equals(method)
          && event.path("sessionId").asText().equals(session);
    }

    private void await(String method) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      synchronized (arrival) {
        while (events.stream().noneMatch(e -> isMine(e, method))) {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          assertThat(left).as("patience for %s", method).isPositive();
          try {
            arrival.wait(left);
          } catch (InterruptedException e) {
            throw new IllegalStateException(method, e);
          }
        }
      }
    }

    @Override
    public void close() {
      call("", "Target.closeTarget", Map.of("targetId", target));
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          text.setLength(0);
          CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
          if (answer != null) {
            answer.complete(message);
          } else {
            synchronized (arrival) {
              events.add(message);
              arrival.notifyAll();
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      webSocket.request(1);
      return null;
    }
  }
}
