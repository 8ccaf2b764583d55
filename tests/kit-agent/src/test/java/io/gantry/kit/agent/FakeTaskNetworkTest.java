package io.gantry.kit.agent;

import io.gantry.agent.node.port.TaskNetwork;
import java.util.HashSet;
import java.util.Set;

/** The fake keeps the contract. */
final class FakeTaskNetworkTest extends TaskNetworkContract {
    private final Set<Integer> running = new HashSet<>();
    private final FakeTaskNetwork fake = new FakeTaskNetwork(running::contains);
    private int pids = 100;

    @Override
    protected TaskNetwork network() {
        return fake;
    }

    @Override
    protected TaskNetwork restarted() {
        fake.restarted();
        return fake;
    }

    @Override
    protected int namespace() {
        running.add(++pids);
        return pids;
    }

    @Override
    protected void end(int pid) {
        running.remove(pid);
    }

    @Override
    protected boolean reachable(String address) {
        return fake.addresses().contains(address);
    }

    @Override
    protected String net() {
        return "10.90";
    }
}
