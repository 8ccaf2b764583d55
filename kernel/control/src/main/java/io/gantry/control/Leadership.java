package io.gantry.control;

/** Whether this process may reconcile. Of several servers on one store only the leader does. */
public interface Leadership {
    /** Whether this process leads now. */
    boolean isLeader();

    /** Sets what is called after {@link #isLeader()} changed, on any thread. */
    void onChange(Runnable changed);

    /** The gate of a process that alone has the store. */
    static Leadership always() {
        return new Leadership() {
            @Override
            public boolean isLeader() {
                return true;
            }

            @Override
            public void onChange(Runnable changed) {
                // It never changes.
            }
        };
    }
}
