"""The networks of the workloads in PyTorch, layer for layer as Dyp's Networks.java. Classifiers end in logits."""
import torch
from torch import nn


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))


def mnist_cnn():
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Linear(128, 10))


def lenet5():
    return nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def signals():
    return nn.Sequential(nn.Conv1d(1, 32, 5), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(32, 64, 5), nn.ReLU(), nn.MaxPool1d(2),
                         nn.Flatten(), nn.Linear(64 * 43, 64), nn.ReLU(), nn.Linear(64, 5))


def volumes():
    return nn.Sequential(nn.Conv3d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool3d(2), nn.Conv3d(16, 32, 3, padding=1), nn.ReLU(),
                         nn.MaxPool3d(2), nn.Flatten(), nn.Linear(32 * 512, 64), nn.ReLU(), nn.Linear(64, 2))


def unit(inputs, filters, kernel, stride, activation=None, groups=1):
    parts = [nn.Conv2d(inputs, filters, kernel, stride, (kernel - 1) // 2, bias=False, groups=groups), nn.BatchNorm2d(filters)]
    return nn.Sequential(*parts, *([activation] if activation else []))


class Residual(nn.Module):
    def __init__(self, inner, shortcut, last=None):
        super().__init__()
        self.inner, self.shortcut, self.last = inner, shortcut, last or nn.Identity()

    def forward(self, x):
        return self.last(self.inner(x) + self.shortcut(x))


def pooled(features, classes):
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(features, classes))


def relu():
    return nn.ReLU(inplace=True)


def resnet18():
    parts, channels = [unit(3, 64, 3, 1, relu())], 64
    for stage in range(4):
        filters = 64 << stage
        for block in range(2):
            stride = 2 if stage > 0 and block == 0 else 1
            inner = nn.Sequential(unit(channels, filters, 3, stride, relu()), unit(filters, filters, 3, 1))
            parts.append(Residual(inner, nn.Identity() if stride == 1 else unit(channels, filters, 1, stride), relu()))
            channels = filters
    return nn.Sequential(*parts, pooled(512, 10))


def resnet50():
    parts, channels = [unit(3, 64, 7, 2, relu()), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate([3, 4, 6, 3]):
        filters = 64 << stage
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            inner = nn.Sequential(unit(channels, filters, 1, 1, relu()), unit(filters, filters, 3, stride, relu()), unit(filters, 4 * filters, 1, 1))
            parts.append(Residual(inner, nn.Identity() if block else unit(channels, 4 * filters, 1, stride), relu()))
            channels = 4 * filters
    return nn.Sequential(*parts, pooled(2048, 1000))


def mobilenet_v2():
    def relu6():
        return nn.ReLU6(inplace=True)

    parts, channels = [unit(3, 32, 3, 2, relu6())], 32
    for expansion, filters, count, first in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
        for i in range(count):
            stride, wide = first if i == 0 else 1, expansion * channels
            inner = nn.Sequential(*([unit(channels, wide, 1, 1, relu6())] if expansion > 1 else []),
                                  unit(wide, wide, 3, stride, relu6(), groups=wide), unit(wide, filters, 1, 1))
            parts.append(Residual(inner, nn.Identity()) if stride == 1 and channels == filters else inner)
            channels = filters
    return nn.Sequential(*parts, unit(320, 1280, 1, 1, relu6()), pooled(1280, 1000))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        n, steps, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(n, steps, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        a = nn.functional.scaled_dot_product_attention(q, k, v)
        x = x + self.out(a.transpose(1, 2).reshape(n, steps, width))
        return x + self.mlp(self.norm2(x))


class ViT(nn.Module):
    def __init__(self, width=192, depth=6, heads=3):
        super().__init__()
        self.patches = nn.Conv2d(3, width, 4, 4)
        self.positions = nn.Parameter(0.02 * torch.randn(64, width))
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, 10)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2) + self.positions
        return self.head(self.norm(self.blocks(x)).mean(1))


class UNet(nn.Module):
    def __init__(self, base=16, depth=3):
        super().__init__()

        def twice(inputs, filters):
            return nn.Sequential(nn.Conv2d(inputs, filters, 3, padding=1), relu(), nn.Conv2d(filters, filters, 3, padding=1), relu())

        sizes = [base << i for i in range(depth)]
        self.down = nn.ModuleList([twice(i, o) for i, o in zip([1] + sizes, sizes)])
        self.bottom = twice(sizes[-1], 2 * sizes[-1])
        self.up = nn.ModuleList([nn.ConvTranspose2d(2 * s, s, 2, 2) for s in reversed(sizes)])
        self.join = nn.ModuleList([twice(2 * s, s) for s in reversed(sizes)])
        self.last = nn.Conv2d(base, 1, 1)

    def forward(self, x):
        levels = []
        for part in self.down:
            levels.append(part(x))
            x = nn.functional.max_pool2d(levels[-1], 2)
        x = self.bottom(x)
        for up, join in zip(self.up, self.join):
            x = join(torch.cat([levels.pop(), up(x)], 1))
        return self.last(x)
