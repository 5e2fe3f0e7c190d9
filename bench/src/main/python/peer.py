"""One workload in PyTorch, in this process: prints a line 'result seconds=... rss=...' as Dyp's bench reads it."""
import argparse
import resource
import statistics
import time

import torch
import torch._inductor.config as inductor
from torch import nn

import networks


def learning(network, sample, classes, batch, optimizer, last=False):
    """last: channels last in memory, where that is faster for this network."""
    def task(mode):
        model = network().train()
        x = torch.randn(batch, *sample)
        if last:
            layout = torch.channels_last if len(sample) == 3 else torch.channels_last_3d
            model, x = model.to(memory_format=layout), x.to(memory_format=layout)
        y = torch.randint(0, classes, (batch,))
        return training(model, x, y, nn.functional.cross_entropy, optimizer, mode)
    return task


def training(model, x, y, loss, optimizer, mode):
    rule = optimizer(model.parameters())
    objective = lambda: loss(model(x), y)
    if mode == 'compile':
        objective = torch.compile(objective)

    def run():
        rule.zero_grad(set_to_none=True)
        objective().backward()
        rule.step()
    return run


def segmentation(mode):
    model = networks.UNet().train()
    x, y = torch.randn(8, 1, 64, 64), torch.randint(0, 2, (8, 1, 64, 64)).float()

    def loss(z, y):
        p = torch.sigmoid(z)
        dice = 1 - (2 * (p * y).sum()) / (p.sum() + y.sum() + 1e-7)
        return nn.functional.binary_cross_entropy_with_logits(z, y) + dice
    return training(model, x, y, loss, adam, mode)


def asking(network, sample, batch, last=False):
    def task(mode):
        model, x = network().eval(), torch.randn(batch, *sample)
        if last:
            model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
        if mode == 'compile':
            inductor.freezing = True
            model = torch.compile(model)
        if mode == 'frozen':
            with torch.inference_mode():
                model = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(model, x)))

        # freezing of compiled models asks for no_grad rather than inference_mode
        guard = torch.no_grad() if mode == 'compile' else torch.inference_mode()

        def run():
            with guard:
                return model(x)
        return run
    return task


def product(n):
    def task(mode):
        a, b, c = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
        return lambda: torch.mm(a, b, out=c)
    return task


def adam(p):
    return torch.optim.Adam(p, fused=True)


def adamw(p):
    return torch.optim.AdamW(p, weight_decay=0.004, fused=True)


def sgd(momentum=0.0):
    return lambda p: torch.optim.SGD(p, lr=0.01, momentum=momentum, fused=True)


TASKS = {
    'W1': learning(networks.mlp, (784,), 10, 128, adam),
    'W2': learning(networks.mnist_cnn, (1, 28, 28), 10, 128, adam, last=True),
    'W3': learning(networks.lenet5, (1, 28, 28), 10, 32, sgd(), last=True),
    'W4': learning(networks.resnet18, (3, 32, 32), 10, 32, sgd(0.9)),
    'W5-1': asking(networks.resnet50, (3, 224, 224), 1, last=True),
    'W5-8': asking(networks.resnet50, (3, 224, 224), 8, last=True),
    'W6': learning(networks.signals, (1, 187), 5, 128, adam),
    'W7': learning(networks.ViT, (3, 32, 32), 10, 32, adamw),
    'W8': learning(networks.volumes, (1, 32, 32, 32), 2, 8, adam, last=True),
    'W9-1024-1': product(1024), 'W9-1024-2': product(1024), 'W9-2048-1': product(2048), 'W9-2048-2': product(2048),
    'W10': asking(networks.mlp, (784,), 1),
    'W11-1': asking(networks.mobilenet_v2, (3, 224, 224), 1, last=True),
    'W11-8': asking(networks.mobilenet_v2, (3, 224, 224), 8, last=True),
    'W12': segmentation,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('workload', choices=TASKS)
    parser.add_argument('--mode', choices=['eager', 'compile', 'frozen'], default='eager')
    parser.add_argument('--repeat', type=int, default=7)
    parser.add_argument('--warm', type=float, default=5)
    parser.add_argument('--length', type=float, default=0.5)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--cpu', action='store_true', help='the time of this thread in place of the clock')
    parser.add_argument('--first', help='yes: run once, say so and end')
    args = parser.parse_args()
    clock = time.thread_time if args.cpu else time.perf_counter
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    run = TASKS[args.workload](args.mode)
    if args.first:
        run()
        print('first', flush=True)
        return

    start, last = time.perf_counter(), 0.0
    runs = 0
    while runs < 3 or time.perf_counter() - start < args.warm:
        before = clock()
        run()
        now = clock() - before
        last = now if runs < 3 else 0.8 * last + 0.2 * now
        runs += 1
        if runs == 2:
            start = time.perf_counter()  # compiling is over: it counts as no warm-up
    seconds = []
    for _ in range(args.repeat):
        times = []
        first = before = clock()
        for _ in range(max(1, round(args.length / last))):
            run()
            now = clock()
            times.append(now - before)
            before = now
        seconds.append(statistics.median(times) if args.workload == 'W10' else (before - first) / len(times))
    memory = 1024.0 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print('result seconds=' + ','.join('%.9g' % s for s in seconds) + ' rss=%.0f' % memory)


if __name__ == '__main__':
    main()
