package io.gantry.kit.logs;

import io.gantry.logs.port.LogStore;

/** The fake keeps the contract. */
final class MemoryLogStoreTest extends LogStoreContract {
    @Override
    protected LogStore fresh() {
        return new MemoryLogStore();
    }
}
