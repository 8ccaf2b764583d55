package io.gantry.wire;

import io.gantry.wire.codec.MalformedInput;
import io.gantry.wire.http.Parameters;
import io.gantry.wire.http.Percent;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of one signing name by method, URI template and fixed query. Where several templates fit, the one with
 * more literal parts wins.
 *
 * @see <a href="https://smithy.io/2.0/spec/http-bindings.html#uri">Smithy: HTTP bindings, uri</a>
 */
final class RestRoutes {
    private final List<Route> routes = new ArrayList<>();

    void add(List<OperationType<?, ?>> types) {
        types.forEach(type -> routes.add(Route.of(type)));
        routes.sort(Route.MOST_EXACT_FIRST);
    }

    /** An operation and the values of its template's labels, decoded. */
    record Match(OperationType<?, ?> type, Map<String, String> labels) {}

    Optional<Match> find(Request request) {
        Parameters query = Parameters.parse(request.query())
                .orElseThrow(
                        () -> new MalformedInput("The query string holds a broken percent escape or is not in UTF-8"));
        List<String> path = segments(request.path());
        for (Route route : routes) {
            if (route.type.method().equals(request.method()) && route.fits(query)) {
                Optional<Map<String, String>> labels = route.labels(path);
                if (labels.isPresent()) {
                    return Optional.of(new Match(route.type, labels.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        return segments;
    }

    /** One template, cut at its slashes; {@code {Name}} takes one part of the path and {@code {Name+}} all that are left. */
    private record Route(OperationType<?, ?> type, List<String> parts, List<Parameters.Pair> fixed) {
        static final Comparator<Route> MOST_EXACT_FIRST = Comparator.comparingLong(Route::literals)
                .thenComparingInt(route -> route.fixed.size())
                .thenComparingInt(route -> -route.greedy())
                .reversed()
                .thenComparing(route -> route.type.name());

        static Route of(OperationType<?, ?> type) {
            int query = type.uri().indexOf('?');
            String path = query < 0 ? type.uri() : type.uri().substring(0, query);
            List<Parameters.Pair> fixed = query < 0
                    ? List.of()
                    : Parameters.parse(type.uri().substring(query + 1))
                            .orElseThrow()
                            .pairs();
            return new Route(type, segments(path), fixed);
        }

        private long literals() {
            return parts.stream()
                    .filter(part -> !part.startsWith("{") && !part.isEmpty())
                    .count();
        }

        private int greedy() {
            return parts.stream().anyMatch(part -> part.endsWith("+}")) ? 1 : 0;
        }

        boolean fits(Parameters query) {
            for (Parameters.Pair wanted : fixed) {
                Optional<String> value = query.first(wanted.name());
                if (value.isEmpty()
                        || (!wanted.value().isEmpty() && !wanted.value().equals(value.get()))) {
                    return false;
                }
            }
            return true;
        }

        Optional<Map<String, String>> labels(List<String> path) {
            Map<String, String> labels = new HashMap<>();
            int at = 0;
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                boolean all = part.endsWith("+}");
                int end = all ? path.size() - (parts.size() - i - 1) : at + 1;
                if (end > path.size() || end <= at) {
                    return Optional.empty();
                }
                String value = String.join("/", path.subList(at, end));
                if (part.startsWith("{")) {
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    labels.put(part.substring(1, part.length() - (all ? 2 : 1)), decoded(value));
                } else if (!part.equals(value)) {
                    return Optional.empty();
                }
                at = end;
            }
            // A slash at the end says nothing, unless a greedy label has taken it.
            boolean whole = at == path.size()
                    || (at == path.size() - 1 && path.getLast().isEmpty());
            return whole ? Optional.of(labels) : Optional.empty();
        }

        private static String decoded(String raw) {
            return Percent.decode(raw, false)
                    .orElseThrow(() -> new MalformedInput("The path holds a broken percent escape or is not in UTF-8"));
        }
    }
}
