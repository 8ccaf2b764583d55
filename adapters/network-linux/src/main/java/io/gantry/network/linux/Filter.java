package io.gantry.network.linux;

/**
 * What a VPC's router lets through: between tasks everything, from tasks to the host and back, and nothing from tasks to anywhere
 * else. It stands before the first link is up.
 */
final class Filter {
    private static final String RULES = """
            table inet gantry
            delete table inet gantry
            table inet gantry {
              chain forward {
                type filter hook forward priority filter; policy drop;
                ct state established,related accept
                ct state invalid drop
                oifname "up0" ip daddr 169.254.172.1 accept
                oifname "up0" drop
                accept
              }
            }
            """;

    private Filter() {}

    static void install(Tools tools, Router router) {
        tools.run(RULES, Tools.command(router.inside(), "nft", "-f", "-"));
    }
}
