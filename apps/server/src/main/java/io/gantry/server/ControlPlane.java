package io.gantry.server;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.access.PrincipalPolicies;
import io.gantry.control.ControlDriver;
import io.gantry.control.ControlLoop;
import io.gantry.control.Leadership;
import io.gantry.control.RealEnv;
import io.gantry.ec2.Ec2;
import io.gantry.ecs.Ecs;
import io.gantry.iam.Iam;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.models.ecs.EcsApi;
import io.gantry.models.iam.IamApi;
import io.gantry.models.logs.LogsApi;
import io.gantry.models.sts.StsApi;
import io.gantry.seal.tink.TinkSeal;
import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.settings.HostAndPort;
import io.gantry.state.StoreUnavailableException;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.Halt;
import io.gantry.store.embedded.RocksJournal;
import io.gantry.sts.Sts;
import io.gantry.wire.CallContext;
import io.gantry.wire.Gateway;
import io.gantry.wire.InProcessCaller;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.Principal;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;

/**
 * The control plane, put together: store, rooms, control loop, gateway, listener. Whoever looks for where something is
 * plugged in finds it here.
 */
final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final String HEALTH = "/_gantry/health";
    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    private final RealEnv env;
    private final Stores stores;
    private final ControlDriver driver;
    private final CommandRelay relay;
    private final AgentConnections agents;
    private final HttpListener listener;
    private final Announcement announcement;

    private ControlPlane(
            RealEnv env,
            Stores stores,
            ControlDriver driver,
            CommandRelay relay,
            AgentConnections agents,
            HttpListener listener,
            Announcement announcement) {
        this.env = env;
        this.stores = stores;
        this.driver = driver;
        this.relay = relay;
        this.agents = agents;
        this.listener = listener;
        this.announcement = announcement;
    }

    /** What is open on disk: records, and lines of logs. */
    private record Stores(EmbeddedStateStore records, LogKeeping logs) {
        void close() {
            logs.close();
            records.close();
        }
    }

    /**
     * Opens everything and listens. When this returns, calls are answered.
     *
     * @throws IOException when the home cannot be used or the address cannot be had
     */
    static ControlPlane open(ServerConfig config) throws IOException {
        Keys keys = Keys.of(config.home(), config.rootKey());
        RealEnv env = new RealEnv();
        EmbeddedStateStore store = EmbeddedStateStore.open(
                env, RocksJournal.open(config.home().resolve("store")), Rooms.schema(), Halt.process());

        Ecs.Context context = config.localProfile() ? Ecs.Context.local(env, store) : new Ecs.Context(env, store);
        Neighbours neighbours = new Neighbours();
        CommandRelay relay = new CommandRelay(env);
        Ecs ecs = Ecs.open(context.replacingAfter(config.replaceAfter())
                .beside(neighbours, Ec2.networks())
                .carrying(relay));
        Ec2 ec2 = Ec2.open(new Ec2.Context(store, new HostRoutes(), neighbours));
        LogKeeping logs = LogKeeping.open(env, store, config.home().resolve("log-events"));
        TinkSeal seal = TinkSeal.of(AccessKey.sealFile(config.home()));
        Iam iam = Iam.open(new Iam.Context(store, seal));
        PrincipalPolicies principals = Iam.principals(store);
        Sts sts = Sts.open(
                new Sts.Context(env, seal, neighbours, principals, new SessionEnds(iam::knows, ecs::taskLives)));
        OperationRegistry registry = OperationRegistry.of(
                List.of(EcsApi.MODEL, Ec2Api.MODEL, IamApi.MODEL, StsApi.MODEL, LogsApi.MODEL),
                Rooms.together(
                        ecs.operations(), ec2.operations(), iam.operations(), sts.operations(), logs.operations()));
        NodeAuthorizer authorizer = NodeAuthorizer.of(
                config.accountId(), new PolicyAuthorizer(Rooms.access(ec2), principals, store::view, env::now));
        Gateway gateway = new Gateway(
                registry,
                new Gateway.Ports(
                        env,
                        new Credentials(
                                keys, config.accountId(), authorizer.nodeArn(), iam.credentials(), sts.sessions()),
                        iam.noting(env::now, authorizer),
                        StoreUnavailableException.class::isInstance));
        InProcessCaller caller = new InProcessCaller(registry, authorizer);
        neighbours.meet(caller);
        makeDefaultCluster(config, keys, caller);
        ec2.makeDefaultVpc(config.accountId(), config.region());

        ControlDriver driver =
                ControlDriver.start(env, new ControlLoop(env, store, Leadership.always(), ecs.reconcilers()));
        AgentConnections agents = AgentConnections.start(env, ecs.agentDesk(), gateway, authorizer);
        relay.meet(agents::send, gateway, authorizer);
        HttpListener listener = HttpListener.open(
                config.listen(),
                request -> answer(gateway, located(config, request)),
                upgrade -> upgrade.path().endsWith("/ws") ? agents.open(upgrade) : relay.open(upgrade));
        Announcement announcement = announcement(config, listener.address());
        announcement.write(config.home());
        LOG.info(
                "listening at {}, revision {}",
                announcement.endpoint(),
                store.view().revision());
        return new ControlPlane(env, new Stores(store, logs), driver, relay, agents, listener, announcement);
    }

    /** Where it answers. */
    Announcement announcement() {
        return announcement;
    }

    /** Ends in the order that loses nothing: no new calls, no new steps, then the store. */
    @Override
    public void close() {
        relay.close();
        agents.close();
        listener.close();
        driver.close();
        stores.close();
        env.close();
        LOG.info("stopped");
    }

    private static Reply answer(Gateway gateway, Request request) {
        if (request.path().equals(HEALTH)) {
            return new Reply(200, Headers.of("content-type", "application/json"), HEALTHY);
        }
        return gateway.handle(request);
    }

    /** Callers are told the configured address where there is one, for example of a proxy before us. */
    private static Request located(ServerConfig config, Request request) {
        return config.endpoint().map(request::withEndpoint).orElse(request);
    }

    /** An account without any cluster gets {@code default}, so that a first host has one to join. */
    private static void makeDefaultCluster(ServerConfig config, Keys keys, InProcessCaller caller) {
        AccessKey root = keys.root();
        CallContext call = new CallContext(
                config.accountId(),
                config.region(),
                new Principal("arn:aws:iam::" + config.accountId() + ":root", root.accessKeyId(), true),
                "start",
                URI.create("http://" + config.listen()));
        boolean none = caller.call(
                        EcsApi.LIST_CLUSTERS, ListClustersRequest.builder().build(), call)
                .clusterArns()
                .isEmpty();
        if (none) {
            caller.call(
                    EcsApi.CREATE_CLUSTER,
                    CreateClusterRequest.builder().clusterName("default").build(),
                    call);
            LOG.info("made the cluster default");
        }
    }

    private static Announcement announcement(ServerConfig config, HostAndPort address) {
        String host = address.host().equals("0.0.0.0") || address.host().equals("::") ? "127.0.0.1" : address.host();
        String endpoint =
                config.endpoint().map(URI::toString).orElseGet(() -> "http://" + new HostAndPort(host, address.port()));
        return new Announcement(
                endpoint,
                config.accountId(),
                config.region(),
                ProcessHandle.current().pid(),
                config.localProfile());
    }
}
