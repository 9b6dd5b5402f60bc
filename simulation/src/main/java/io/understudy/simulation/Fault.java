package io.understudy.simulation;

import io.understudy.config.GroupEntry;
import io.understudy.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One thing that can go wrong at one moment; how, and for how long, is drawn when it does. */
enum Fault {
    REPLICA_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            with(replicas(world), random, SimProcess::kill);
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
            GroupEntry group = world.group(anyOf(world.groups(), random));
            world.startReplicaByHand(anyOf(group.replicas(), random).name());
        }
    },
    LOCAL_DETECTOR_KILLED {
        @Override
        void strike(World world, RandomGenerator random) {
            String machine = anyOf(world.machineNames(), random);
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
            String machine = anyOf(world.machineNames(), random);
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
            world.network().reset(anywhere(world, random), anywhere(world, random));
        }
    },
    CUT_ONE_WAY {
        @Override
        void strike(World world, RandomGenerator random) {
            cut(
                    world,
                    anywhere(world, random),
                    anywhere(world, random),
                    random.nextBoolean(),
                    outage(random));
        }
    },
    CUT_BOTH_WAYS {
        @Override
        void strike(World world, RandomGenerator random) {
            String one = anywhere(world, random);
            String other = anywhere(world, random);
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
            String machine = anyOf(world.machineNames(), random);
            boolean hold = random.nextBoolean();
            long micros = outage(random);
            for (String other : everywhere(world)) {
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
            world.machineOfPrimary(anyOf(world.groups(), random)).ifPresent(behind::add);
            behind.add(anyOf(world.clientMachines(), random));
            if (random.nextInt(4) == 0) {
                behind.add(anyOf(world.machineNames(), random));
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

    /** Mostly where a fault hurts many; sometimes where a client alone has it. */
    private static String anywhere(World world, RandomGenerator random) {
        boolean atClient = random.nextInt(4) == 0;
        return anyOf(atClient ? world.clientMachines() : everywhere(world), random);
    }

    private static List<String> everywhere(World world) {
        List<String> machines = new ArrayList<>(world.machineNames());
        machines.add(World.HEAD);
        return machines;
    }

    private static <T> T anyOf(List<T> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
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

    private static List<SimProcess<?>> replicas(World world) {
        return world.running().stream()
                .filter(process -> process.id().role() == Role.REPLICA)
                .toList();
    }

    private static void with(
            List<SimProcess<?>> processes, RandomGenerator random, Consumer<SimProcess<?>> what) {
        if (!processes.isEmpty()) {
            what.accept(anyOf(processes, random));
        }
    }
}
