package io.gantry.kit;

import io.gantry.base.Seal;

class FakeSealTest extends SealContract {
    @Override
    protected Seal seal() {
        return new FakeSeal();
    }
}
