use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use super::Stop;

/// Things that may be made ahead of the one that is taken next: what is held at once, however many there are.
const AHEAD: usize = 256;

/// Which of so many things are begun, and which are taken.
struct Queue<'a> {
    all: usize,
    stop: &'a Stop,
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    next: usize,
    taken: usize,
    over: bool,
}

/// Makes `all` things on so many threads, and takes each in its order on this one, until `take` or `stop` ends it: what was
/// begun by then is still made and taken. Says how many were taken.
pub(super) fn in_order<T: Send>(
    all: usize,
    jobs: usize,
    stop: &Stop,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<()>,
) -> usize {
    // Threads take longer to start than most documents to read.
    if all.min(jobs) <= 1 {
        let made = (0..all).take_while(|_| !stop.is_asked()).map(make);
        let mut taken = 0;
        for one in made {
            taken += 1;
            if take(one).is_break() {
                break;
            }
        }
        return taken;
    }
    let queue = Queue { all, stop, state: Mutex::default(), room: Condvar::new() };
    thread::scope(|scope| {
        let (done, made) = mpsc::channel();
        for _ in 0..jobs.min(all) {
            let (queue, make, done) = (&queue, &make, done.clone());
            scope.spawn(move || {
                let _ends = Ends(queue);
                while let Some(index) = queue.begin() {
                    if done.send((index, make(index))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let _ends = Ends(&queue);
        let (mut early, mut taken) = (BTreeMap::new(), 0);
        for (index, one) in made {
            early.insert(index, one);
            while let Some(one) = early.remove(&taken) {
                taken += 1;
                if take(one).is_break() {
                    return taken;
                }
                queue.took(taken);
            }
        }
        taken
    })
}

impl Queue<'_> {
    /// The next thing to make, once there is room for it; none where there is no more.
    fn begin(&self) -> Option<usize> {
        let mut state = self.state();
        loop {
            if state.over || state.next >= self.all || self.stop.is_asked() {
                return None;
            }
            if state.next < state.taken + AHEAD {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn took(&self, taken: usize) {
        self.state().taken = taken;
        self.room.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the queue when a thread leaves it, so that none waits for what will not come: each leaves when nothing is to be begun
/// any more, or in a panic.
struct Ends<'a>(&'a Queue<'a>);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.state().over = true;
        self.0.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    const JOBS: [usize; 4] = [1, 2, 3, 8];

    /// Some work that takes longer for some than for others.
    fn slowly(index: usize) -> usize {
        if index % 97 == 5 {
            thread::sleep(Duration::from_millis(3));
        }
        index
    }

    #[test]
    fn things_are_taken_in_their_order() {
        for jobs in JOBS {
            let mut all = Vec::new();
            let taken = in_order(1000, jobs, &Stop::default(), slowly, |one| {
                all.push(one);
                ControlFlow::Continue(())
            });
            assert_eq!(taken, 1000, "{jobs} jobs");
            assert!(all.into_iter().eq(0..1000), "{jobs} jobs");
        }
    }

    #[test]
    fn what_is_made_and_not_taken_is_bounded() {
        let (made, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |index| {
            let ahead = made.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            assert!(ahead <= AHEAD + 8 + 1, "{ahead} were ahead");
            // The first is late, so that all others wait for it.
            thread::sleep(Duration::from_millis(if index == 0 { 200 } else { 0 }));
        };
        let took = in_order(2000, 8, &Stop::default(), make, |()| {
            taken.fetch_add(1, Ordering::SeqCst);
            ControlFlow::Continue(())
        });
        assert_eq!(took, 2000);
    }

    #[test]
    fn what_was_begun_when_it_stops_is_taken() {
        for jobs in JOBS {
            let (stop, made) = (Stop::default(), AtomicUsize::new(0));
            let make = |index| {
                made.fetch_add(1, Ordering::SeqCst);
                slowly(index)
            };
            let mut all = Vec::new();
            let taken = in_order(1000, jobs, &stop, make, |one| {
                all.push(one);
                if one == 10 {
                    stop.ask();
                }
                ControlFlow::Continue(())
            });
            assert_eq!((taken, all.len()), (made.into_inner(), taken), "{jobs} jobs");
            assert!((11..=11 + AHEAD + jobs).contains(&taken), "{taken} on {jobs} jobs");
            assert!(all.into_iter().eq(0..taken), "{jobs} jobs");
        }
    }

    #[test]
    fn nothing_is_taken_behind_an_end() {
        for jobs in JOBS {
            let mut taken = Vec::new();
            let end = |one| {
                taken.push(one);
                if one == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            assert_eq!(in_order(1000, jobs, &Stop::default(), slowly, end), 4);
            assert_eq!(taken, [0, 1, 2, 3], "{jobs} jobs");
        }
    }

    #[test]
    fn a_panic_ends_all_threads() {
        for jobs in JOBS {
            let make = |index| assert!(index != 500, "lost");
            let run = || in_order(2000, jobs, &Stop::default(), make, |()| ControlFlow::Continue(()));
            assert!(catch_unwind(AssertUnwindSafe(run)).is_err(), "{jobs} jobs");
        }
    }
}
