package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.Optional;
import java.util.Set;

/** What of a program's values a caller from outside decides: requests and messages. */
final class Requests {
  private static final Set<String> PARTS =
      Set.of(
          "RequestHeader",
          "RequestParam",
          "PathVariable",
          "RequestBody",
          "RequestPart",
          "CookieValue",
          "MatrixVariable",
          "ModelAttribute",
          "HeaderParam",
          "QueryParam",
          "PathParam",
          "FormParam",
          "CookieParam",
          "BeanParam",
          "MatrixParam",
          "FormDataParam",
          "QueryValue",
          "Body",
          "Part",
          "RestHeader",
          "RestQuery",
          "RestPath",
          "RestForm",
          "RestCookie",
          "Header",
          "Headers",
          "Payload",
          "RequestAttribute",
          "DestinationVariable",
          "RequestBean",
          "MultipartForm");

  private static final Set<String> MAPPINGS =
      Set.of(
          "RequestMapping",
          "GetMapping",
          "PostMapping",
          "PutMapping",
          "PatchMapping",
          "DeleteMapping",
          "Get",
          "Post",
          "Put",
          "Patch",
          "Delete");

  private static final Set<String> RESOURCES = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final Set<String> LISTENERS =
      Set.of(
          "KafkaListener",
          "KafkaHandler",
          "RabbitListener",
          "RabbitHandler",
          "JmsListener",
          "SqsListener",
          "StreamListener",
          "MessageMapping",
          "Incoming",
          "Topic",
          "ServiceActivator",
          "PulsarListener");

  private static final Set<String> SIMPLE =
      Set.of("String", "UUID", "Long", "long", "Integer", "int", "Map", "MultiValueMap");

  private static final Set<String> REQUESTS =
      Set.of(
          "HttpServletRequest",
          "ServletRequest",
          "WebRequest",
          "NativeWebRequest",
          "ServerRequest",
          "ServerHttpRequest",
          "ServerWebExchange",
          "HttpRequest",
          "HttpHeaders",
          "MultivaluedMap",
          "ContainerRequestContext",
          "UriInfo",
          "RoutingContext",
          "HttpServerRequest",
          "Cookie",
          "RequestEntity",
          "HttpEntity",
          "MultipartFile",
          "HandshakeRequest",
          "StompHeaderAccessor",
          "ServletWebRequest",
          "HttpServletRequestWrapper",
          "MultipartHttpServletRequest");

  private static final Set<String> MESSAGES =
      Set.of(
          "ConsumerRecord",
          "Message",
          "TextMessage",
          "ObjectMessage",
          "MessageHeaders",
          "Delivery");

  /** What of a request somebody has verified, or keeps on the server. */
  private static final Set<String> VERIFIED =
      Set.of(
          "getUserPrincipal",
          "getRemoteUser",
          "principal",
          "getPrincipal",
          "getSecurityContext",
          "getSession",
          "session",
          "getAuthType",
          "isUserInRole",
          "getAttribute",
          "attribute",
          "getContextPath",
          "getMethod",
          "method",
          "getProperty",
          "user",
          "authentication");

  /** Identifiers of which a project that takes requests or messages has one. */
  static final Set<String> FRAMEWORKS =
      Set.of(
          "RestController",
          "Controller",
          "RequestMapping",
          "GetMapping",
          "PostMapping",
          "PutMapping",
          "PatchMapping",
          "DeleteMapping",
          "HttpServletRequest",
          "ServletRequest",
          "HttpServlet",
          "WebRequest",
          "ServerRequest",
          "ServerHttpRequest",
          "ServerWebExchange",
          "HeaderParam",
          "QueryParam",
          "PathParam",
          "FormParam",
          "CookieParam",
          "BeanParam",
          "RestHeader",
          "RestQuery",
          "RestPath",
          "ContainerRequestContext",
          "RoutingContext",
          "HttpRequest",
          "HttpServerRequest",
          "KafkaListener",
          "RabbitListener",
          "JmsListener",
          "SqsListener",
          "StreamListener",
          "MessageMapping",
          "Incoming",
          "MessageListener",
          "ConsumerRecord",
          "ServiceActivator",
          "RequestHeader",
          "RequestParam",
          "PathVariable");

  /** What keeps a value under a name, for whoever handles the request next. */
  static final Set<String> KEEPERS =
      Set.of(
          "HttpServletRequest",
          "ServletRequest",
          "WebRequest",
          "NativeWebRequest",
          "RequestAttributes",
          "HttpSession",
          "ContainerRequestContext");

  /** Words of which a file has one that puts the tenant where it is found again. */
  static final Set<String> WORDS =
      Set.of(
          "ThreadLocal",
          "InheritableThreadLocal",
          "ScopedValue",
          "CurrentTenantIdentifierResolver",
          "AbstractRoutingDataSource",
          "TenantLineHandler",
          "InterceptorIgnoreHelper",
          "disableFilter",
          "enableFilter",
          "tenantIdentifier");

  private final Types types;
  private final Terms terms;

  Requests(Types types, Terms terms) {
    this.types = types;
    this.terms = terms;
  }

  /** How people call the parameter, if it is a part of a request. */
  Optional<String> parameter(MethodDecl method, int index) {
    MethodFact.Parameter parameter = method.fact().parameters().get(index);
    JType type = types.program().resolve(parameter.type(), method.owner());
    if (isVerified(type)) {
      return Optional.empty();
    }
    for (AnnotationFact each : parameter.annotations()) {
      if (PARTS.contains(Code.simple(each.name()))) {
        return Optional.of("`@" + Code.simple(each.name()) + " " + parameter.name() + "`");
      }
    }
    if (!parameter.annotations().isEmpty()
        && parameter.annotations().stream()
            .noneMatch(
                a ->
                    Set.of("Valid", "NotNull", "Nullable", "NotBlank", "Validated")
                        .contains(Code.simple(a.name())))) {
      return Optional.empty();
    }
    boolean simple = SIMPLE.contains(Code.simple(parameter.type().name()));
    boolean message = MESSAGES.contains(Code.simple(parameter.type().name()));
    for (AnnotationFact each : method.fact().annotations()) {
      String name = Code.simple(each.name());
      if (LISTENERS.contains(name) && (simple || message || isOwnType(type))) {
        return Optional.of("the message `" + parameter.name() + "`");
      }
      if (MAPPINGS.contains(name) && simple) {
        return Optional.of("the request's `" + parameter.name() + "`");
      }
      if (RESOURCES.contains(name) && (simple || isOwnType(type))) {
        return Optional.of("the request's body `" + parameter.name() + "`");
      }
    }
    boolean onMessage =
        method.fact().name().equals("onMessage")
            && message
            && method.owner().fact().supertypes().stream()
                .anyMatch(s -> s.name().endsWith("MessageListener"));
    return onMessage ? Optional.of("the message `" + parameter.name() + "`") : Optional.empty();
  }

  private boolean isOwnType(JType type) {
    return types.program().find(type.name()).isPresent();
  }

  /** Whether requests or messages come in by the method. */
  static boolean isEntry(MethodFact method) {
    return method.annotations().stream()
        .map(a -> Code.simple(a.name()))
        .anyMatch(n -> MAPPINGS.contains(n) || RESOURCES.contains(n) || LISTENERS.contains(n));
  }

  /** Whether a framework puts a part of each request into the field. */
  static boolean isPart(FieldFact field) {
    return field.annotations().stream()
        .map(a -> Code.simple(a.name()))
        .anyMatch(n -> PARTS.contains(n) && !n.equals("Header") && !n.equals("Body"));
  }

  /** Whether a call asks a request for a part of it that the caller decides. */
  boolean asks(Expr.Call call, Unit unit) {
    if (call.scope().isEmpty() || VERIFIED.contains(call.name())) {
      return false;
    }
    JType receiver = types.receiver(call, unit);
    return isRequest(receiver);
  }

  /** Whether an object of the type is the request or message itself. */
  boolean isRequest(JType type) {
    String simple = type.simpleName();
    return (REQUESTS.contains(simple) || MESSAGES.contains(simple))
        && !(type.name().startsWith("org.hibernate") || type.name().startsWith("java.net.http"))
        && types.program().known(type.name()).isEmpty();
  }

  /** Whether what has the type was verified: a principal, a token whose signature was checked. */
  boolean isVerified(JType type) {
    if (terms.isIdentity(type)) {
      return true;
    }
    String simple = type.simpleName();
    return Set.of(
                "Principal",
                "Authentication",
                "Jwt",
                "JwtAuthenticationToken",
                "OidcUser",
                "OAuth2User",
                "SecurityContext",
                "SecurityContextHolder",
                "ReactiveSecurityContextHolder",
                "JsonWebToken",
                "UserDetails",
                "OAuth2AuthenticatedPrincipal",
                "SecurityIdentity",
                "OidcIdToken",
                "DecodedJWT",
                "Claims",
                "Subject",
                "JWTClaimsSet",
                "BearerTokenAuthentication",
                "OAuth2AuthenticationToken",
                "AuthenticatedPrincipal",
                "KeycloakPrincipal")
            .contains(simple)
        && types.program().known(type.name()).isEmpty();
  }
}
