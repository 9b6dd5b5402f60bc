package io.understudy.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One thing that can go wrong at one moment; how, and for how long, is drawn when it does. */
enum Fault {
    REPLICA_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            with(living(world, "S"), random, SimProcess::kill);
        }
    },
    /** A second one dies before the first is back. */
    TWO_REPLICAS_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            REPLICA_KILLED.strike(world, random);
            world.afterFault(random.nextLong(50_000), () -> REPLICA_KILLED.strike(world, random));
        }
    },
    REPLICA_STARTED_BY_HAND {
        @Override
        void strike(World world, RandomGenerator random) {
            world.startReplicaByHand("S" + (1 + random.nextInt(World.MACHINES.size())));
        }
    },
    LOCAL_DETECTOR_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            String machine = World.MACHINES.get(random.nextInt(World.MACHINES.size()));
            killAndRestart(world, machine, () -> world.startLocalDetector(machine), outage(random));
        }
    },
    GLOBAL_DETECTOR_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            killAndRestart(world, "GFD1", world::startGlobalDetector, outage(random));
        }
    },
    MANAGER_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            killAndRestart(world, "RM1", world::startManager, outage(random));
        }
    },
    /** Everything on it ends at once; its detector comes back, and replicas when asked for. */
    MACHINE_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            String machine = World.MACHINES.get(random.nextInt(World.MACHINES.size()));
            killAndRestart(world, machine, () -> world.startLocalDetector(machine), outage(random));
            world.machine(machine).killAll();
        }
    },
    /** SIGSTOP, a long garbage collection, a suspended virtual machine. */
    PROCESS_STOPPED {
        @Override
        void strike(World world, RandomGenerator random) {
            long micros = outage(random);
            with(
                    world.running(),
                    random,
                    process -> {
                        process.stop();
                        world.afterFault(micros, process::resume);
                    });
        }
    },
    CONNECTIONS_RESET {
        @Override
        void strike(World world, RandomGenerator random) {
            world.network().reset(anywhere(random), anywhere(random));
        }
    },
    CUT_ONE_WAY {
        @Override
        void strike(World world, RandomGenerator random) {
            cut(world, anywhere(random), anywhere(random), random.nextBoolean(), outage(random));
        }
    },
    CUT_BOTH_WAYS {
        @Override
        void strike(World world, RandomGenerator random) {
            String one = anywhere(random);
            String other = anywhere(random);
            boolean hold = random.nextBoolean();
            long micros = outage(random);
            cut(world, one, other, hold, micros);
            cut(world, other, one, hold, micros);
        }
    },
    /** One machine hears and reaches no other. */
    MACHINE_ISOLATED {
        @Override
        void strike(World world, RandomGenerator random) {
            String machine = World.MACHINES.get(random.nextInt(World.MACHINES.size()));
            boolean hold = random.nextBoolean();
            long micros = outage(random);
            for (String other : List.of(World.HEAD, "M1", "M2", "M3")) {
                cut(world, machine, other, hold, micros);
                cut(world, other, machine, hold, micros);
            }
        }
    },
    /**
     * The manager loses the primary and a client that can still reach each other; sometimes a
     * backup goes with them. While a next primary takes writes, that client asks the old one.
     */
    PRIMARY_AND_CLIENT_LEFT_BEHIND {
        @Override
        void strike(World world, RandomGenerator random) {
            List<String> behind = new ArrayList<>();
            world.machineOfPrimary().ifPresent(behind::add);
            behind.add(World.CLIENTS.get(random.nextInt(World.CLIENTS.size())));
            if (random.nextInt(4) == 0) {
                behind.add(World.MACHINES.get(random.nextInt(World.MACHINES.size())));
            }
            long micros = OUTAGE_SHORT_MICROS + random.nextLong(OUTAGE_LONG_MICROS);
            for (String machine : behind) {
                cut(world, machine, World.HEAD, false, micros);
                cut(world, World.HEAD, machine, false, micros);
            }
        }
    };

    abstract void strike(World world, RandomGenerator random);

    private static final long OUTAGE_SHORT_MICROS = 200_000;
    private static final long OUTAGE_LONG_MICROS = 3_000_000;

    /** Half of them within every timeout, half of them beyond most. */
    private static long outage(RandomGenerator random) {
        return 1_000
                + random.nextLong(random.nextBoolean() ? OUTAGE_SHORT_MICROS : OUTAGE_LONG_MICROS);
    }

    private static String anywhere(RandomGenerator random) {
        int machine = random.nextInt(World.MACHINES.size() + 1);
        return machine == 0 ? World.HEAD : World.MACHINES.get(machine - 1);
    }

    private static void cut(World world, String from, String to, boolean hold, long micros) {
        if (!from.equals(to)) {
            world.network().cut(from, to, hold);
            world.afterFault(micros, () -> world.network().heal(from, to));
        }
    }

    private static void killAndRestart(
            World world, String name, Runnable restart, long outageMicros) {
        List<SimProcess<?>> victims =
                world.running().stream().filter(one -> one.id().name().equals(name)).toList();
        if (!victims.isEmpty()) {
            victims.forEach(SimProcess::kill);
            world.afterFault(outageMicros, restart);
        }
    }

    private static List<SimProcess<?>> living(World world, String prefix) {
        return world.running().stream()
                .filter(process -> process.id().name().startsWith(prefix))
                .toList();
    }

    private static void with(
            List<SimProcess<?>> processes, RandomGenerator random, Consumer<SimProcess<?>> what) {
        if (!processes.isEmpty()) {
            what.accept(processes.get(random.nextInt(processes.size())));
        }
    }
}
