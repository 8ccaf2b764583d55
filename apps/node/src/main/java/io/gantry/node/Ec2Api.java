package io.gantry.node;

import io.gantry.agent.node.port.ControlPlane.Refused;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The EC2 operations from which a node learns what security groups and routes let through: the ec2Query protocol, a form in, XML out.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html">EC2:
 *     DescribeSecurityGroups</a>
 */
final class Ec2Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String VERSION = "2016-11-15";
    private static final int ALL = -1;

    private final HttpClient client;
    private final Supplier<URI> endpoint;
    private final Signing signing;

    /** @param endpoint asked before each call, since a server that was started again may answer elsewhere */
    Ec2Api(HttpClient client, Supplier<URI> endpoint, Signing signing) {
        this.client = client;
        this.endpoint = endpoint;
        this.signing = signing;
    }

    /**
     * A VPC as EC2 describes it.
     *
     * @param rules its groups, which of its addresses has which, and the ways out
     * @param instances the ARN of the container instance on which an address is
     */
    record Vpc(SecurityRules rules, Map<String, String> instances) {}

    /** A VPC as it is now. */
    Vpc vpc(String vpcId) {
        Map<String, SecurityRules.Group> groups = new HashMap<>();
        for (Element group : describe("DescribeSecurityGroups", vpcId, "securityGroupInfo")) {
            groups.put(
                    text(group, "groupId"),
                    new SecurityRules.Group(
                            permissions(group, "ipPermissions"), permissions(group, "ipPermissionsEgress")));
        }
        Map<String, List<String>> interfaces = new HashMap<>();
        Map<String, String> instances = new HashMap<>();
        VpcRoutes routes = VpcRoutes.of(describe("DescribeRouteTables", vpcId, "routeTableSet"));
        Map<VpcRoutes.Way, Set<String>> out = new EnumMap<>(VpcRoutes.Way.class);
        for (Element eni : describe("DescribeNetworkInterfaces", vpcId, "networkInterfaceSet")) {
            List<String> ids = items(eni, "groupSet").stream()
                    .map(item -> text(item, "groupId"))
                    .toList();
            String address = text(eni, "privateIpAddress");
            interfaces.put(address, ids);
            out.computeIfAbsent(routes.of(text(eni, "subnetId")), none -> new HashSet<>())
                    .add(address);
            children(eni, "attachment").stream()
                    .map(attachment -> text(attachment, "instanceId"))
                    .filter(instance -> !instance.isEmpty())
                    .forEach(instance -> instances.put(address, instance));
        }
        SecurityRules rules = new SecurityRules(
                groups,
                interfaces,
                out.getOrDefault(VpcRoutes.Way.NAT_GATEWAY, Set.of()),
                out.getOrDefault(VpcRoutes.Way.INTERNET_GATEWAY, Set.of()),
                Map.of(),
                resolver(vpcId));
        return new Vpc(rules, instances);
    }

    private static List<SecurityRules.Permission> permissions(Element group, String set) {
        return items(group, set).stream()
                .map(one -> new SecurityRules.Permission(
                        text(one, "ipProtocol"),
                        number(one, "fromPort"),
                        number(one, "toPort"),
                        items(one, "ipRanges").stream()
                                .map(range -> text(range, "cidrIp"))
                                .toList(),
                        items(one, "groups").stream()
                                .map(peer -> text(peer, "groupId"))
                                .toList()))
                .toList();
    }

    /** The third address of the VPC's range, unless its attribute enableDnsSupport is false. */
    private Optional<String> resolver(String vpcId) {
        Map<String, String> asked = Map.of(
                "Action", "DescribeVpcAttribute", "Version", VERSION, "Attribute", "enableDnsSupport", "VpcId", vpcId);
        boolean supported = children(call("DescribeVpcAttribute", asked), "enableDnsSupport").stream()
                .anyMatch(attribute -> text(attribute, "value").equals("true"));
        return describe("DescribeVpcs", vpcId, "vpcSet").stream()
                .filter(vpc -> supported)
                .map(vpc -> ElasticNetworkInterface.Vpc.resolver(text(vpc, "cidrBlock")))
                .findFirst();
    }

    private List<Element> describe(String operation, String vpcId, String set) {
        List<Element> all = new ArrayList<>();
        Map<String, String> parameters = new TreeMap<>(
                Map.of("Action", operation, "Version", VERSION, "Filter.1.Name", "vpc-id", "Filter.1.Value.1", vpcId));
        String next;
        do {
            Element answer = call(operation, parameters);
            all.addAll(items(answer, set));
            next = text(answer, "nextToken");
            parameters.put("NextToken", next);
        } while (!next.isEmpty());
        return all;
    }

    private Element call(String operation, Map<String, String> parameters) {
        URI uri = URI.create(endpoint.get() + "/");
        String body = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = Map.of("content-type", FORM);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(TIMEOUT).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        signing.fields("POST", uri, headers, body).forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new Refused("Status" + answer.statusCode(), operation + ": " + answer.body());
            }
            return parse(answer.body());
        } catch (IOException unreachable) {
            throw new Refused("", operation + " at " + uri + ": " + unreachable.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new Refused("", operation + ": interrupted");
        }
    }

    static Element parse(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("no answer of EC2: " + unreadable.getMessage(), unreadable);
        }
    }

    static List<Element> items(Element parent, String set) {
        return children(parent, set).stream()
                .flatMap(list -> children(list, "item").stream())
                .toList();
    }

    static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static int number(Element parent, String name) {
        String text = text(parent, name);
        return text.isEmpty() ? ALL : Integer.parseInt(text);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
