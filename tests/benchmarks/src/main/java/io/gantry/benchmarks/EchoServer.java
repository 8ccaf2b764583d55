package io.gantry.benchmarks;

import java.util.concurrent.Executors;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The same HTTP server as Gantry's with nothing behind it: it answers what it was sent. Prints its port. */
public final class EchoServer {
    private EchoServer() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put("Content-Type", "application/x-amz-json-1.1");
                Content.copy(request, response, callback);
                return true;
            }
        });
        server.start();
        System.out.println(connector.getLocalPort());
        server.join();
    }
}
