package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets what was not forced. A crash keeps of every file each unforced sector as it was or as
 * it became, by the seed, and of every directory the names that were forced. It can run full, tear a write and fail a
 * force.
 */
final class SimulatedDisk implements Disk {
    static final int SECTOR_LENGTH = 512;
    static final String POWER_CUT = "power cut";
    static final long PLENTY = 1L << 50;
    private static final int PAGE_LENGTH = 4096;

    private final TreeMap<Path, Inode> files = new TreeMap<>();
    private final TreeMap<Path, Inode> durableFiles = new TreeMap<>();
    private final Set<Path> locked = new HashSet<>();
    private final SplittableRandom random;

    private long roadForcesUntilFailure = Long.MAX_VALUE;
    private long roadForcesUntilPowerCut = Long.MAX_VALUE;
    private boolean isPowerOff;
    private long writesUntilTorn = Long.MAX_VALUE;
    private long bytesLeft = PLENTY;
    private int failures;
    private int forcesAfterFailure;

    SimulatedDisk(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Contents of a file, whatever its name: as written, and as forced. */
    private static final class Inode {
        final TreeMap<Long, byte[]> pages = new TreeMap<>();
        final TreeMap<Long, byte[]> durablePages = new TreeMap<>();
        final BitSet dirtySectors = new BitSet();
        long length;
        long durableLength;

        void truncate(long newLength) {
            length = newLength;
            durableLength = newLength;
            truncate(pages, newLength);
            truncate(durablePages, newLength);
        }

        private static void truncate(NavigableMap<Long, byte[]> pages, long length) {
            pages.tailMap(length / PAGE_LENGTH + 1).clear();
            byte[] last = pages.get(length / PAGE_LENGTH);
            if (last != null) Arrays.fill(last, (int) (length % PAGE_LENGTH), PAGE_LENGTH, (byte) 0);
        }
    }

    /** The power fails, and comes back: what a new process finds. */
    synchronized void crash() {
        files.clear();
        files.putAll(durableFiles);
        files.values().forEach(this::crash);
        locked.clear();
        roadForcesUntilFailure = Long.MAX_VALUE;
        roadForcesUntilPowerCut = Long.MAX_VALUE;
        isPowerOff = false;
        writesUntilTorn = Long.MAX_VALUE;
    }

    private void crash(Inode inode) {
        double keeps = random.nextDouble();
        for (int sector = inode.dirtySectors.nextSetBit(0); sector >= 0; ) {
            if (random.nextDouble() < keeps) commit(inode, sector);
            sector = inode.dirtySectors.nextSetBit(sector + 1);
        }
        inode.dirtySectors.clear();
        inode.pages.clear();
        inode.durablePages.forEach((index, page) -> inode.pages.put(index, page.clone()));
        inode.length = inode.durableLength;
    }

    private static void commit(Inode inode, int sector) {
        long position = (long) sector * SECTOR_LENGTH;
        byte[] page = inode.pages.get(position / PAGE_LENGTH);
        byte[] durable = inode.durablePages.computeIfAbsent(position / PAGE_LENGTH, index -> new byte[PAGE_LENGTH]);
        int at = (int) (position % PAGE_LENGTH);
        if (page == null) {
            Arrays.fill(durable, at, at + SECTOR_LENGTH, (byte) 0);
            return;
        }
        System.arraycopy(page, at, durable, at, SECTOR_LENGTH);
    }

    /** The force after so many more that the road asks for fails, and drops what it should have kept. */
    synchronized void failRoadForceAfter(long forces) {
        roadForcesUntilFailure = forces;
    }

    /** In the force after so many more that the road asks for, the power fails; a crash must follow. */
    synchronized void cutPowerInRoadForceAfter(long forces) {
        roadForcesUntilPowerCut = forces;
    }

    /** The write after so many more stops in the middle. */
    synchronized void tearWriteAfter(long writes) {
        writesUntilTorn = writes;
    }

    /** New space there is from now on. */
    synchronized void bytesLeft(long bytes) {
        bytesLeft = bytes;
    }

    /** Forces that the road asked for after one had failed. */
    synchronized int forcesAfterFailure() {
        return forcesAfterFailure;
    }

    synchronized int failures() {
        return failures;
    }

    /** Changes a file behind everybody's back. */
    synchronized void damage(Path file, long position, byte[] bytes) {
        Inode inode = inode(file);
        write(inode, ByteBuffer.wrap(bytes), position);
        force(inode);
    }

    /** Cuts or lengthens a file behind everybody's back. */
    synchronized void truncate(Path file, long length) {
        inode(file).truncate(length);
    }

    private Inode inode(Path file) {
        Inode inode = files.get(file);
        if (inode == null) throw new IllegalArgumentException("no such file: " + file);
        return inode;
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        if (files.containsKey(file)) throw new FileAlreadyExistsException(file.toString());
        files.put(file, new Inode());
        return new SimulatedFile(inode(file));
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        if (!files.containsKey(file)) throw new NoSuchFileException(file.toString());
        return new SimulatedFile(inode(file));
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return open(file);
    }

    @Override
    public synchronized boolean exists(Path path) {
        return files.containsKey(path) || !names(path).isEmpty();
    }

    @Override
    public synchronized List<String> list(Path directory) {
        return names(directory);
    }

    private List<String> names(Path directory) {
        return files.keySet().stream()
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .map(path -> directory.relativize(path).getName(0).toString())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void createDirectories(Path directory) {
        // a directory is where files are
    }

    @Override
    public synchronized void forceDirectory(Path directory) {
        if (isPowerOff) return;
        durableFiles.keySet().removeIf(path -> path.startsWith(directory) && !files.containsKey(path));
        files.forEach((path, inode) -> {
            if (directory.equals(path.getParent())) durableFiles.put(path, inode);
        });
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Inode inode = files.remove(from);
        if (inode == null) throw new NoSuchFileException(from.toString());
        files.put(to, inode);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        boolean isThere = files.keySet().removeIf(file -> file.equals(path));
        if (!isThere && !names(path).isEmpty()) throw new IOException("not empty: " + path);
    }

    @Override
    public String fileSystem(Path path) {
        return "simulated";
    }

    @Override
    public synchronized long usableBytes(Path path) {
        return bytesLeft;
    }

    @Override
    public synchronized @Nullable DiskLock tryLock(Path file) {
        return locked.add(file) ? () -> unlock(file) : null;
    }

    @Override
    public synchronized boolean isLocked(Path file) {
        return locked.contains(file);
    }

    private synchronized void unlock(Path file) {
        locked.remove(file);
    }

    /** Whoever does not prepare segments is on the road. */
    private static boolean isRoad() {
        return !Thread.currentThread().getName().equals("florin-segments");
    }

    private static void write(Inode inode, ByteBuffer bytes, long position) {
        for (long at = position; bytes.hasRemaining(); ) {
            int inPage = (int) (at % PAGE_LENGTH);
            int length = Math.min(PAGE_LENGTH - inPage, bytes.remaining());
            if (inode.pages.containsKey(at / PAGE_LENGTH) || !isZero(bytes, length)) {
                byte[] page = inode.pages.computeIfAbsent(at / PAGE_LENGTH, index -> new byte[PAGE_LENGTH]);
                bytes.get(page, inPage, length);
                int last = (int) ((at + length - 1) / SECTOR_LENGTH);
                inode.dirtySectors.set((int) (at / SECTOR_LENGTH), last + 1);
            } else {
                bytes.position(bytes.position() + length);
            }
            at += length;
            inode.length = Math.max(inode.length, at);
        }
    }

    private static boolean isZero(ByteBuffer bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes.get(bytes.position() + i) != 0) return false;
        }
        return true;
    }

    private static int read(Inode inode, ByteBuffer bytes, long position) {
        int total = 0;
        while (bytes.hasRemaining() && position + total < inode.length) {
            long at = position + total;
            int inPage = (int) (at % PAGE_LENGTH);
            int length = (int) Math.min(Math.min(PAGE_LENGTH - inPage, bytes.remaining()), inode.length - at);
            bytes.put(inode.pages.getOrDefault(at / PAGE_LENGTH, new byte[PAGE_LENGTH]), inPage, length);
            total += length;
        }
        return total == 0 ? -1 : total;
    }

    private static void force(Inode inode) {
        inode.dirtySectors.stream().forEach(sector -> commit(inode, sector));
        inode.dirtySectors.clear();
        inode.durableLength = inode.length;
    }

    private final class SimulatedFile implements DiskFile {
        private final Inode inode;

        SimulatedFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                int length = bytes.remaining();
                long grown = Math.max(0, position + length - inode.length);
                if (grown > bytesLeft) throw new IOException("No space left on device");
                bytesLeft -= grown;
                if (isRoad() && writesUntilTorn-- == 0) bytes.limit(bytes.position() + length / 2);
                int writable = bytes.remaining();
                SimulatedDisk.write(inode, bytes, position);
                return writable;
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            synchronized (SimulatedDisk.this) {
                return SimulatedDisk.read(inode, bytes, position);
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (isRoad() && roadForcesUntilPowerCut-- == 0) isPowerOff = true;
                if (isPowerOff && !isRoad()) return;
                if (isPowerOff) throw new IOException(POWER_CUT);
                if (isRoad() && failures > 0) forcesAfterFailure++;
                if (isRoad() && roadForcesUntilFailure-- == 0) {
                    failures++;
                    inode.dirtySectors.clear();
                    throw new IOException("Input/output error");
                }
                SimulatedDisk.force(inode);
            }
        }

        @Override
        public long length() {
            synchronized (SimulatedDisk.this) {
                return inode.length;
            }
        }

        @Override
        public void reserve(long length) throws IOException {
            synchronized (SimulatedDisk.this) {
                long grown = Math.max(0, length - inode.length);
                if (grown > bytesLeft) throw new IOException("No space left on device");
                bytesLeft -= grown;
                inode.length = Math.max(inode.length, length);
            }
        }

        @Override
        public void truncate(long length) {
            synchronized (SimulatedDisk.this) {
                bytesLeft += inode.length - length;
                inode.truncate(length);
            }
        }

        @Override
        public void close() {
            // nothing is kept open
        }
    }
}
